import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { resourceOf } from '../../src/sandbox/store/resources.ts'
import { type Stage, startStage } from './stage.ts'

let stage: Stage
beforeEach(async () => {
  stage = await startStage({
    kind: 'HorizontalPodAutoscaler',
    metadata: { namespace: 'shop', name: 'web' },
    spec: {
      minReplicas: 2,
      maxReplicas: 6,
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
    },
  })
})
afterEach(() => stage.close())

function live(name: string) {
  const found = stage.sandbox.store.get(resourceOf('Deployment'), 'shop', name)
  if (!found) throw new Error(`The demo has no deployment ${name}`)
  return found
}

/** Ada approves the newest request; the card as it is once the write is over. */
async function approve(): Promise<string> {
  const { id } = await stage.request()
  await stage.click('rm:approve', id, { user: 'U1ADA' })
  await expect.poll(() => stage.card()).toMatch(/✅ Applied|❌|❓|⚠ Stale/)
  return stage.card()
}

describe('scale', () => {
  it('waits for an approval, then changes the number, and can be undone', async () => {
    const answer = await stage.say('scale deploy/api --replicas=5 --reason "sale starts"')
    expect(answer).toMatch(/^REQ-\w+: scale deployment\/api 3 → 5\. It waits for one approval/)
    expect(await stage.card()).toContain('*Why*\nsale starts')
    expect(live('api')).toMatchObject({ spec: { replicas: 3 } })

    const card = await approve()
    expect(card).toContain('Approved by <@U1ADA>')
    expect(card).toMatch(/\[Undo → rm:undo /)
    expect(live('api')).toMatchObject({ spec: { replicas: 5 } })
  })

  it('warns of the autoscaler, and of what ends under a budget', async () => {
    await stage.say('scale deploy web --replicas 4')
    expect(await stage.card()).toContain('⚠ HPA web (min 2 max 6) will set it back')
    await stage.say('scale deploy/api --replicas 0')
    expect(await stage.request()).toMatchObject({ plan: { risk: 'destroy' } })
    expect(await stage.card()).toContain('⚠ 0 replicas: nothing is left to answer.')
    expect(await stage.card()).toContain('PDB api allows 1 disruption now; scaling down does not ask it.')
  })
})

describe('set image', () => {
  it('shows exactly what changes, and changes that', async () => {
    await stage.say('set image deploy/api api=registry.example/shop/api:1.9.0')
    expect(await stage.card()).toMatch(/containers\[api\]\.image:\s+\S+api:1\.8\.2\s+→ \S+api:1\.9\.0/)
    await approve()
    expect(live('api')).toMatchObject({
      spec: {
        template: { spec: { containers: [{ name: 'api', image: 'registry.example/shop/api:1.9.0' }] } },
      },
    })
  })

  it('warns of an image without a version', async () => {
    await stage.say('set image deploy api *=registry.example/shop/api')
    expect(await stage.card()).toContain('⚠ registry.example/shop/api has no fixed version')
  })
})

describe('rollout restart', () => {
  it('says before the click that there is no way back, and restarts with the time of the plan', async () => {
    await stage.say('restart api')
    expect(await stage.card()).toContain('⚠ A restart cannot be undone.')
    stage.clock.advance(60_000)
    const card = await approve()
    expect(card).not.toContain('rm:undo')
    const annotations = { 'kubectl.kubernetes.io/restartedAt': '2026-11-22T12:00:01Z' }
    expect(live('api')).toMatchObject({ spec: { template: { metadata: { annotations } } } })
  })
})

describe('rollout undo', () => {
  it('puts the revision before back', async () => {
    await stage.say('rollout undo deploy/api')
    expect(await stage.card()).toContain('⚠ The whole pod template goes back, not only images.')
    await approve()
    expect(live('api')).toMatchObject({
      spec: { template: { spec: { containers: [{ image: 'registry.example/shop/api:1.8.1' }] } } },
    })
  })

  it('counts more than one revision back as destroying', async () => {
    await stage.say('undo api --to-revision 1')
    expect(await stage.request()).toMatchObject({ plan: { risk: 'destroy' } })
  })
})

describe('delete pod', () => {
  const podOf = async (app: string) => {
    const name = new RegExp(`pod/(${app}-\\S+)`).exec(await stage.say('get pods -o name'))?.[1]
    if (name === undefined) throw new Error(`The demo runs no pod of ${app}`)
    return name
  }

  it('tells who makes a new one, and ends it once approved', async () => {
    const name = await podOf('api')
    await stage.say(`delete pod/${name}`)
    const card = await stage.card()
    expect(card).toMatch(/replicaset\/api-\w+ makes a new one with another name\./)
    expect(card).toContain('PDB api allows 1 disruption now; a delete does not ask it.')
    expect(card).not.toContain('can be undone')
    await approve()
    stage.clock.advance(60_000)
    expect(stage.sandbox.store.get(resourceOf('Pod'), 'shop', name)).toBeUndefined()
  })
})
