import { expect, test } from 'vitest'
import { resourceOf } from '../../src/sandbox/store/resources.ts'
import { add } from '../../src/sandbox/world/world.ts'
import { begin, type Whole } from '../support/whole.ts'

const reads = (whole: Whole) => whole.kube.seen.filter(({ person }) => person !== null).length

async function withManyMaps(): Promise<Whole> {
  const whole = await begin()
  const maps = Array.from({ length: 400 }, (_, index) => ({
    kind: 'ConfigMap',
    metadata: { namespace: 'shop', name: `settings-of-service-number-${String(index).padStart(3, '0')}` },
    data: {},
  }))
  add(whole.sandbox.store, ...maps)
  expect(whole.sandbox.store.list(resourceOf('ConfigMap'), 'shop').length).toBeGreaterThanOrEqual(400)
  return whole
}

test('a long result is paged, posted and sent as a file from its copy, and never run again', async () => {
  const whole = await withManyMaps()
  const first = await whole.type('U1OSCAR', 'C1SHOP', 'get configmaps')
  expect(first).toContain('number-000')
  expect(first).not.toContain('number-399')
  const asked = reads(whole)

  const { ephemerals, click, until, world, messages } = whole.slack
  const answer = ephemerals('U1OSCAR')[0]
  await click('U1OSCAR', 'C1SHOP', answer?.ts ?? '', 'Next')
  await until(() => ephemerals('U1OSCAR')[0]?.replaced === 1)
  const second = JSON.stringify(ephemerals('U1OSCAR')[0]?.blocks)
  expect(second).not.toContain('number-000')
  expect(second).toContain('NAME')
  expect(ephemerals('U1OSCAR')).toHaveLength(1)

  expect(await whole.press('U1OSCAR', 'C1SHOP', 'rm:file')).toContain('on its way to your direct messages')
  await until(() => world.files.some(({ channel }) => channel !== null))
  expect(world.files).toMatchObject([{ channel: 'D1OSCAR' }])
  expect(world.files[0]?.content).toContain('number-399')

  expect(await whole.press('U1OSCAR', 'C1SHOP', 'rm:post', answer)).toContain('Posted here')
  await until(() => messages('C1SHOP').length === 1)
  expect(reads(whole)).toBe(asked)
})

test('filters choose lines and keep the column names', async () => {
  const whole = await withManyMaps()
  const found = await whole.type('U1OSCAR', 'C1SHOP', 'get configmaps | grep number-39')
  expect(found).toContain('NAME')
  expect(found).toContain('number-390')
  expect(found).not.toContain('number-000')
})

test("somebody else's result is not shown, paged, posted or sent to anybody", async () => {
  const whole = await withManyMaps()
  await whole.type('U1OSCAR', 'C1SHOP', 'get configmaps')
  const blocks = JSON.stringify(whole.slack.ephemerals('U1OSCAR')[0]?.blocks)
  const snapshot =
    /"action_id":"rm:file"[^}]*?"value":"([^":]+)/.exec(blocks)?.[1] ??
    /"value":"([\w-]{22})/.exec(blocks)?.[1]
  expect(snapshot).toBeDefined()
  for (const action_id of ['rm:page', 'rm:file', 'rm:post']) {
    const told = await whole.hears('U1DANA', () =>
      whole.slack.send('interactive', {
        type: 'block_actions',
        team: { id: 'T1' },
        user: { id: 'U1DANA', team_id: 'T1' },
        channel: { id: 'C1SHOP' },
        trigger_id: whole.slack.world.nextId('forged'),
        actions: [{ type: 'button', action_id, value: `${snapshot}:1`, block_id: 'b', action_ts: '1' }],
      }),
    )
    expect(told).toContain('belongs to the person who asked')
  }
  await whole.stop()
  expect(whole.slack.world.files).toEqual([])
  expect(whole.slack.messages('C1SHOP')).toEqual([])
})

test('a result that is not kept any more says so', async () => {
  const whole = await withManyMaps()
  await whole.type('U1OSCAR', 'C1SHOP', 'get configmaps')
  whole.pass(31 * 24 * 3_600_000)
  await whole.restart()
  await whole.slack.until(() => whole.log.length > 0)
  const told = await whole.hears('U1OSCAR', async () => {
    const answer = whole.slack.ephemerals('U1OSCAR')[0]
    return whole.slack.click('U1OSCAR', 'C1SHOP', answer?.ts ?? '', 'Next')
  })
  expect(told).toContain('not kept any more')
})
