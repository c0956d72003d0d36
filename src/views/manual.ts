import type { Manual } from '../bot/command.ts'
import type { View } from '../bot/view.ts'
import { type Flag, flags as flagTable } from '../core/flags.ts'
import { isWrite } from '../core/risk.ts'
import { context, section } from './blocks.ts'
import { code, join, md, type Mrkdwn, plain } from './text.ts'

/** One command, in full: what it does, how it is typed, and whether this person may use it here. */
export function manualView(
  command: Manual,
  { slash, refusal }: { readonly slash: string; readonly refusal: string | null },
): View {
  const { name, summary, usage, details, examples } = command
  const flags = flagsOf(command)
  return {
    text: plain(`${name}: ${summary}`),
    blocks: [
      section(md`*${name}*: ${summary}.${details === undefined ? '' : ` ${details}`}`),
      section(join([md`*Usage*`, code(`${slash} ${usage}`)], '\n')),
      ...(flags.length > 0 ? [section(join([md`*Flags*`, ...flags.map(flagLine)], '\n'))] : []),
      section(join([md`*Examples*`, ...examples.map((example) => code(`${slash} ${example}`))], '\n')),
      context(md`${needs(command)}`),
      ...(refusal === null ? [] : [section(md`:no_entry: You cannot do this here. ${refusal}`)]),
    ],
  }
}

/** A command names its own; every command about a cluster takes `--cluster`, every change a reason. */
function flagsOf({ flags, risk }: Manual): readonly Flag[] {
  const names = new Set([...flags, ...(isWrite(risk) ? ['reason'] : [])])
  return flagTable.filter(({ name }) => names.has(name))
}

function flagLine({ name, short, type, help }: Flag): Mrkdwn {
  const value = type === 'switch' ? '' : ` ${placeholder({ name, type })}`
  return md`${code(`${short === undefined ? '' : `-${short}, `}--${name}${value}`)} ${help}`
}

/** `--field-selector SELECTOR`, `--tail N`, `--since 10m`. */
function placeholder({ name, type }: Pick<Flag, 'name' | 'type'>): string {
  if (type === 'number') return 'N'
  return type === 'duration' ? '10m' : name.replace(/^.*-/, '').toUpperCase()
}

function needs({ permission, risk }: Manual): string {
  if (permission === 'bot:read') return 'Open to everybody whom the policy knows.'
  const then = isWrite(risk) ? ' It is shown first, and done after a click.' : ''
  return `Needs the permission ${permission}; its risk is ${risk}.${then}`
}
