import type { Grep } from './grep.ts'

/** The lines that the filter keeps; the header of a table stays, so that its columns keep their names. */
export function filterLines(lines: readonly string[], grep: Grep | null, keepHeader: boolean): string[] {
  if (!grep) return [...lines]
  const pattern = folded(grep.pattern, grep)
  return lines.filter(
    (line, index) => (keepHeader && index === 0) || folded(line, grep).includes(pattern) !== grep.invert,
  )
}

function folded(text: string, { ignoreCase }: Grep): string {
  return ignoreCase ? text.toLowerCase() : text
}
