import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { begin, type Whole } from '../support/whole.ts'
import { shown } from '../support/whole/shown.ts'

const heads = ['get', 'describe', 'logs', 'events', 'scale', 'set image', 'rollout restart', 'rollout undo']
const others = [
  'rollout status',
  'rollout history',
  'delete pod',
  'approve',
  'deny',
  'requests',
  'audit',
  'audit verify',
]
const rest = ['help', 'whoami', 'clusters', 'config sources', 'delete', 'exec', 'apply', 'rollout', 'set', '']
const targets = [
  'pods',
  'deploy/web',
  'deploy web',
  'po',
  'secrets',
  'nodes',
  'deploy/nowhere',
  'wat',
  'pod/api-1',
  'all',
]
const flags = [
  '-n shop',
  '-n dev',
  '-A',
  '-o yaml',
  '-o wide',
  '-l app=web',
  '--replicas=2',
  '--replicas=-1',
  '-C demo',
]
const odd = [
  '-C legacy',
  '--tail 5',
  '--since 1h',
  '| grep web',
  '--reason "why"',
  '--help',
  '--to-revision=1',
  '--force',
]
const strange = [
  'web=a:1',
  '*=b:2',
  'REQ-AAAAA',
  '"',
  "'",
  '\\',
  '`',
  '<!channel>',
  '<@U1ADA>',
  '\u202e',
  '🙂',
  '\u0000',
]

const word = fc.constantFrom(...targets, ...flags, ...odd, ...strange)
const likely = fc
  .tuple(fc.constantFrom(...heads, ...others, ...rest), fc.array(word, { maxLength: 4 }))
  .map(([head, words]) => [head, ...words].join(' '))
const garbage = fc.oneof(
  fc.string({ maxLength: 60 }),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.constantFrom(
    'x'.repeat(3_000),
    `get pods ${'"'.repeat(2_999)}`,
    `get ${'a '.repeat(1_400)}`,
    '🙂'.repeat(1_500),
  ),
)
const line = fc.record({
  text: fc.oneof({ weight: 3, arbitrary: likely }, { weight: 1, arbitrary: garbage }),
  user: fc.constantFrom('U1VERA', 'U1OSCAR', 'U1ADA', 'U1DANA', 'U1GUS', 'UGUEST'),
  channel: fc.constantFrom('C1SHOP', 'C1DEV', 'C1PLATFORM', 'C1LOOK', 'C1RANDOM'),
  door: fc.constantFrom('slash', 'slash', 'mention', 'direct'),
})
type Line = typeof line extends fc.Arbitrary<infer Value> ? Value : never

test('every line, however it is spelled, is answered once and visibly, and changes nothing', async () => {
  const whole = await begin()
  const images = () => ['shop', 'dev'].map((at) => JSON.stringify(whole.object('Deployment', at, 'web').spec))
  const before = images()
  await fc.assert(
    fc.asyncProperty(fc.array(line, { minLength: 4, maxLength: 4 }), async (lines) => {
      for (const one of lines) expect(await answersTo(whole, one), JSON.stringify(one)).toBe(1)
    }),
    { numRuns: 80, interruptAfterTimeLimit: 12_000, markInterruptAsFailure: false },
  )
  await whole.stop()
  expect(images()).toEqual(before)
  expect(whole.kube.writes()).toEqual([])
  const broken = whole.log.filter(
    (entry) => entry.includes('a request broke') || entry.includes('"level":"error"'),
  )
  expect(broken).toEqual([])
  const said = [...whole.slack.world.messages, ...whole.slack.world.ephemerals].map(shown)
  expect(said.filter((text) => text.includes('Something in me broke'))).toEqual([])
})

/** How many answers this line got: private ones, replies in its thread, messages in the DM, or a form. */
async function answersTo({ slack }: Whole, { text, user, channel, door }: Line): Promise<number> {
  const { world } = slack
  const forms = () => [...world.views.values()].filter((view) => view.user === user).length
  const shownTo = () => {
    const direct = world.messages.filter((one) => one.channel === `D${user.slice(1)}`).length
    const threads = world.messages.filter(
      (one) => one.channel === channel && one.thread_ts !== undefined,
    ).length
    return slack.ephemerals(user).length + direct + threads + forms()
  }
  const before = shownTo()
  if (door === 'slash') await slack.command(user, channel, text)
  else if (door === 'mention') await slack.mention(user, channel, text)
  else await slack.direct(user, text)
  await slack.until(() => shownTo() > before, 6_000)
  return shownTo() - before
}
