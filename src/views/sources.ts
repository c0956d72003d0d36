import type { View } from '../bot/view.ts'
import { section } from './blocks.ts'
import { counted } from './nouns.ts'
import { md, plain } from './text.ts'

/** One line a setting, as the configuration tells it: value, layer, and what it hides. */
export function sourcesView(lines: readonly string[]): View {
  const head = counted(lines.length, 'setting')
  return {
    text: plain(head),
    blocks: [section(md`${head} and where each comes from`)],
    body: { title: head, filename: 'settings.txt', lines, headerLines: 0 },
  }
}
