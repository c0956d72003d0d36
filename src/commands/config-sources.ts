import { z } from 'zod'
import { defineOwn } from '../bot/define.ts'
import { sentence } from '../bot/problem.ts'
import { done } from '../core/outcome.ts'
import { didYouMean } from '../core/suggest.ts'
import { sourcesView } from '../views/sources.ts'

/** Shows where each setting of the bot comes from. */
export const configSources = defineOwn({
  name: 'config sources',
  summary: 'See where each setting of the bot comes from',
  usage: 'config sources [KEY]',
  examples: ['config sources', 'config sources undoFor'],
  flags: [],
  words: ['key'],
  permission: 'audit:read',
  risk: 'read',
  args: z.object({ key: z.string().optional() }),
  async run({ key }, { services }) {
    const lines = services.settings(key)
    if (lines.length > 0) return done(sourcesView(lines))
    const known = services.settings(undefined).map((line) => line.split(' ', 1)[0] ?? '')
    return sentence(
      key === undefined
        ? 'There are no settings.'
        : `There is no setting ${key}.${didYouMean(key, known)} All of them: config sources`,
    )
  },
})
