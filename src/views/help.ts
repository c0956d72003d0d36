import type { Manual } from '../bot/command.ts'
import type { View } from '../bot/view.ts'
import { isWrite } from '../core/risk.ts'
import { context, section } from './blocks.ts'
import { code, join, md, plain } from './text.ts'

/** What can be done here, one line each: looking, changing, and what is about the bot. */
export function helpListView(commands: readonly Manual[], slash: string): View {
  const groups = titles
    .map((title) => ({ title, members: commands.filter((command) => titleOf(command) === title) }))
    .filter(({ members }) => members.length > 0)
  const head = commands.length === 0 ? 'None of these is open to you here' : 'What you can do here'
  return {
    text: plain(head),
    blocks: [
      section(md`*${head}*`),
      ...groups.map(({ title, members }) =>
        section(
          join([md`*${title}*`, ...members.map(({ name, summary }) => md`${code(name)} ${summary}`)], '\n'),
        ),
      ),
      context(
        md`${code(`${slash} help get`)} explains one command · ${code(`${slash} whoami`)} shows your access`,
      ),
    ],
  }
}

const titles = ['Look', 'Change', 'Requests', 'The bot'] as const

/** Voting is open to everybody, so that anybody may cancel their own. */
const aboutRequests = new Set(['requests', 'approve', 'deny'])

function titleOf({ name, permission, risk }: Manual): (typeof titles)[number] {
  if (aboutRequests.has(name)) return 'Requests'
  if (permission === 'bot:read' || permission === 'audit:read') return 'The bot'
  return isWrite(risk) ? 'Change' : 'Look'
}
