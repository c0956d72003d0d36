import { z } from 'zod'
import { defineOwn } from '../bot/define.ts'
import { sentence } from '../bot/problem.ts'
import { done } from '../core/outcome.ts'
import { refusal } from '../core/refused.ts'
import { didYouMean } from '../core/suggest.ts'
import { helpListView } from '../views/help.ts'
import { manualView } from '../views/manual.ts'
import { whyNotHere } from './help/allowed.ts'

/** Lists what this person may do here, or explains one command. */
export const help = defineOwn({
  name: 'help',
  summary: 'List what you can do here, or explain one command',
  usage: 'help [COMMAND]',
  examples: ['help', 'help get', 'help rollout status'],
  flags: [],
  words: ['...command'],
  permission: 'bot:read',
  risk: 'read',
  args: z.object({ command: z.array(z.string()).default([]) }),
  async run({ command: words }, { services, account, place }) {
    const { commands, slash } = services
    const policy = services.policy()
    const typed = words.join(' ').toLowerCase()
    const meant = commands
      .filter(({ name }) => `${typed} `.startsWith(`${name} `))
      .toSorted((a, b) => b.name.length - a.name.length)[0]
    if (meant)
      return done(manualView(meant, { slash, refusal: whyNotHere(meant, { policy, account, place }) }))

    const refused = refusal(words)
    if (refused !== undefined) return sentence(refused)
    const family =
      typed === '' ? commands : commands.filter(({ name }) => name.startsWith(`${words[0]?.toLowerCase()} `))
    if (family.length > 0) {
      const allowed = family.filter((one) => whyNotHere(one, { policy, account, place }) === null)
      return done(helpListView(allowed, slash))
    }
    const names = commands.map(({ name }) => name)
    return sentence(
      `There is no command "${words.join(' ')}".${didYouMean(typed, names)} All of them: ${slash} help`,
    )
  },
})
