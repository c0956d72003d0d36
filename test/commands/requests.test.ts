import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Stage, startStage } from './stage.ts'

let stage: Stage
beforeEach(async () => {
  stage = await startStage()
})
afterEach(() => stage.close())

const admin = { user: 'U1DANA', channel: 'C1PLATFORM' }

describe('requests', () => {
  it('lists what waits, and what was decided last', async () => {
    expect(await stage.say('requests')).toContain('*No request is open*')
    await stage.say('scale deploy/api --replicas=5')
    const { id } = await stage.request()
    expect(await stage.say('requests')).toContain(`\`${id}\` *scale deployment/api 3 → 5* in \`demo/shop\``)
    await stage.say(`deny ${id} --reason "not now"`, { user: 'U1ADA' })
    expect(await stage.say('requests')).toContain(
      `\`${id}\` 🚫 Denied · scale deployment/api 3 → 5 in demo/shop`,
    )
  })

  it('tells nothing of a namespace that the place does not reach', async () => {
    await stage.say('scale deploy/api --replicas=5')
    expect(await stage.say('requests', { user: 'U1OLGA', channel: 'C1DEV' })).toContain('No request is open')
    expect(await stage.say('requests', { user: 'U1OLGA' })).toContain('*1 request open*')
  })
})

describe('approve and deny', () => {
  it.each([(id: string) => id, (id: string) => id.toLowerCase(), (id: string) => id.replace('REQ-', '')])(
    'take an id however it is typed',
    async (typed) => {
      await stage.say('scale deploy/api --replicas=5')
      const { id } = await stage.request()
      expect(await stage.say(`approve ${typed(id)}`, { user: 'U1ADA' })).toContain(
        `${id}: scale deployment/api 3 → 5. It runs now`,
      )
      await expect.poll(() => stage.card()).toContain('✅ Applied')
    },
  )

  it('let the requester confirm or cancel what asks nobody else', async () => {
    const dev = { user: 'U1OSCAR', channel: 'C1DEV' }
    await stage.say('scale deploy/api --replicas=2', dev)
    const first = await stage.request()
    expect(await stage.say(`approve ${first.id}`, dev)).toContain('It runs now')
    await stage.say('scale deploy/web --replicas=2', dev)
    const second = await stage.request()
    expect(await stage.say(`deny ${second.id} --reason "changed my mind"`, dev)).toContain('Cancelled')
  })

  it('refuse a vote on one’s own request, and tell why', async () => {
    await stage.say('scale deploy/api --replicas=5', { user: 'U1ADA' })
    const { id } = await stage.request()
    expect(await stage.say(`approve ${id}`, { user: 'U1ADA' })).toContain(
      'You cannot approve your own request',
    )
  })

  it('want an id that looks like one, and a reason for a Deny', async () => {
    expect(await stage.say('approve nope-1')).toContain('an id looks like REQ-7F3K')
    expect(await stage.say('approve REQ-ZZZZZ')).toContain('There is no request REQ-ZZZZZ.')
    expect(await stage.say('deny REQ-ZZZZZ')).toContain('reason is missing')
  })
})

describe('audit', () => {
  it('lists who did what, filtered', async () => {
    await stage.say('scale deploy/api --replicas=5')
    await stage.say('get pods', { user: 'U1VERA' })
    const writes = await stage.say('audit --writes', admin)
    expect(writes).toMatch(/U1OSCAR +request +waiting +demo\/shop +scale deploy\/api --replicas=5/)
    expect(writes).not.toContain('get pods')
    expect(await stage.say('audit --user @U1VERA --since 1h', admin)).toMatch(/U1VERA +command +allowed/)
    stage.clock.advance(7_200_000)
    expect(await stage.say('audit --user @U1VERA --since 1h', admin)).toContain(
      'Nothing in the audit for that',
    )
  })

  it('proves that nobody changed it, with a head that can be kept', async () => {
    await stage.say('scale deploy/api --replicas=5')
    expect(await stage.say('audit verify', admin)).toMatch(
      /✅ The audit holds: 1 record\.\nHead: `(?:[0-9a-f]{8} ){7}[0-9a-f]{8}`/,
    )
  })

  it('is for those who may read it', async () => {
    expect(await stage.say('audit')).toContain('This needs the permission audit:read')
    expect(await stage.say('audit --user nobody', admin)).toContain('mention somebody')
    expect(await stage.say('audit --since yesterday', admin)).toContain('needs a duration')
  })
})
