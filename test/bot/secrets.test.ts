import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { resourceOf } from '../../src/sandbox/store/resources.ts'
import { begin, type Whole } from '../support/whole.ts'
import { password } from '../support/whole/world.ts'

/** Everything that ever left the bot: to Slack, by whatever method, to files, to the log, to the database. */
function everything(whole: Whole): string {
  const { calls, files, messages, ephemerals } = whole.slack.world
  const database = ['', '-wal'].map((end) => {
    try {
      return readFileSync(`${whole.database}${end}`, 'latin1')
    } catch {
      return ''
    }
  })
  return [JSON.stringify([calls, files, messages, ephemerals]), ...whole.log, ...database].join('\n')
}

test('Secrets are listed by name, type and count, to admins only, and their data goes nowhere', async () => {
  const whole = await begin()
  expect(await whole.type('U1OSCAR', 'C1SHOP', 'get secrets')).toContain('secrets:read')
  const listed = await whole.type('U1DANA', 'C1PLATFORM', 'get secrets -n shop')
  expect(listed).toContain('db-credentials')
  expect(listed).toContain('Opaque')
  expect(listed).toMatch(/\b2\b/)
  await whole.type('U1DANA', 'C1PLATFORM', 'get secret db-credentials -n shop -o yaml')
  await whole.type('U1DANA', 'C1PLATFORM', 'get secret db-credentials -n shop -o json')
  await whole.type('U1DANA', 'C1PLATFORM', 'describe secret db-credentials -n shop')
  await whole.type('U1DANA', 'C1PLATFORM', 'get all -n shop')
  await whole.type('U1OSCAR', 'C1SHOP', `get pods | grep ${'x'.repeat(10)}`)
  await whole.stop()
  const left = everything(whole)
  for (const secret of [password, btoa(password), btoa('orders')])
    expect(left.includes(secret), secret).toBe(false)
  expect(whole.kube.seen.some(({ path }) => path.includes('secrets'))).toBe(true)
})

/** What is shown as a message; in a file nothing calls anybody. */
function said({ slack }: Whole): string {
  const { calls, messages, ephemerals } = slack.world
  return JSON.stringify([calls, messages, ephemerals])
}

const tokens = [
  'ghp_aB3dE5fG7hI9jK1lM2nO4pQ6rS8tU0vW2xY4',
  'AKIAIOSFODNN7EXAMPLQ',
  'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U',
  'hunter2-of-the-database',
]

test('what a log says of secrets is masked, in the message, its pages and its file', async () => {
  const whole = await begin()
  const pods = () => whole.sandbox.store.list(resourceOf('Pod'), 'shop')
  await whole.slack.until(() => pods().some(({ metadata }) => metadata.name.startsWith('web-')))
  const pod = pods().find(({ metadata }) => metadata.name.startsWith('web-'))
  if (!pod) throw new Error('there is no web pod')
  const lines = [
    `token ${tokens[0]} \`\`\` <!channel> <!here> <@U1DANA>`,
    `AWS_ACCESS_KEY_ID=${tokens[1]}`,
    `Authorization: Bearer ${tokens[2]}`,
    `postgres://orders:${tokens[3]}@db:5432/orders`,
    ...Array.from(
      { length: 300 },
      (_, index) => `line ${index} \`\`\`password=${tokens[3]}\`\`\` <!everyone>`,
    ),
  ]
  for (const line of lines) whole.sandbox.logbook.append(pod, 'web', line)
  const told = await whole.type('U1OSCAR', 'C1SHOP', `logs ${pod.metadata.name} --tail 1000`)
  expect(told).toContain('line 0')
  await whole.press('U1OSCAR', 'C1SHOP', 'rm:file')
  await whole.slack.until(() => whole.slack.world.files.some(({ channel }) => channel === 'D1OSCAR'))
  await whole.press('U1OSCAR', 'C1SHOP', 'rm:post')
  await whole.slack.until(() => whole.room('C1SHOP').length === 1)
  await whole.stop()
  const left = everything(whole)
  for (const token of tokens) expect(left.includes(token), token).toBe(false)
  expect(said(whole)).not.toMatch(live)
})

/** A mention that Slack would act on; a person's own is written by the bot on purpose. */
const live = /<!(?:channel|here|everyone)|<@U1DANA>/

test('names, labels, annotations and images that look like calls call nobody', async () => {
  const whole = await begin()
  whole.change('Deployment', 'shop', 'web', (object) => {
    object.metadata.annotations = {
      'kubernetes.io/change-cause': '<!channel> <@U1DANA> *bold* ```',
      note: `password: ${tokens[3]}`,
    }
    object.spec = JSON.parse(
      JSON.stringify(object.spec).replaceAll('registry.example/shop/web:2.1.0', 'registry.example/<!here>:1'),
    )
  })
  for (const line of [
    'get deploy -o wide',
    'get deploy web -o yaml',
    'describe deploy web',
    'rollout history deploy/web',
    'events',
    'get pods -l "<!channel>"',
    '<!channel>',
    'get <@U1DANA>',
    'set image deploy/web web=<!everyone>:2',
  ]) {
    await whole.type('U1OSCAR', 'C1SHOP', line)
  }
  await whole.type(
    'U1OSCAR',
    'C1SHOP',
    'set image deploy/web web=registry.example/web:3 --reason "<!channel> now"',
  )
  await whole.cardSays('C1SHOP', 'Approval needed')
  await whole.stop()
  expect(said(whole)).not.toMatch(live)
  expect(everything(whole).includes('hunter2-of-the-database')).toBe(false)
})
