import { describe, expect, it } from 'vitest'
import { replicasOf, scaleDraft, type ScaleView } from '../../../src/bot/drafts/scale.ts'
import { autoscaler, budget, deployment, object, ref } from './objects.ts'

function draft(more: Partial<ScaleView> = {}) {
  const around = { autoscalers: [], budgets: [], quotas: [] }
  return scaleDraft(ref('Deployment'), { object: deployment(), from: 3, to: 5, ...around, ...more })
}

describe('scaleDraft', () => {
  it('scales, with the way back', () => {
    expect(draft()).toMatchObject({
      title: 'scale deployment/api 3 → 5',
      operation: { verb: 'scale', replicas: 5 },
      inverse: { verb: 'scale', replicas: 3 },
      replicas: { from: 3, to: 5 },
      risk: 'change',
      effects: ['2 more pods start.'],
      warnings: [],
      follow: 'rollout',
    })
  })

  it('counts scaling to nothing as destroying', () => {
    const { risk, effects, warnings } = draft({ to: 0 })
    expect({ risk, effects, warnings }).toEqual({
      risk: 'destroy',
      effects: ['3 pods of 3 end.'],
      warnings: ['0 replicas: nothing is left to answer.'],
    })
  })

  it('warns of the autoscaler that will set it back, and of no other', () => {
    const autoscalers = [
      autoscaler('api', { kind: 'Deployment', name: 'api' }),
      autoscaler('other', { kind: 'Deployment', name: 'cart' }),
      autoscaler('stateful', { kind: 'StatefulSet', name: 'api' }),
    ]
    expect(draft({ autoscalers }).warnings).toEqual([
      'HPA api (min 3 max 10) will set it back; change its limits where the HPA is kept instead.',
    ])
    expect(draft({ autoscalers, to: 0 }).warnings).toContain(
      'HPA api (min 3 max 10) is switched off while there are 0 replicas.',
    )
  })

  it('says what it could not look at', () => {
    const { warnings } = draft({ autoscalers: null, quotas: null })
    expect(warnings.map((warning) => warning.slice(0, 17))).toEqual([
      'HPA not checked: ',
      'Quota not checked',
    ])
    expect(draft({ to: 2, budgets: null }).warnings[0]).toContain('PDB not checked')
  })

  it('tells what a budget allows when pods end, and warns when it allows none', () => {
    expect(draft({ to: 2, budgets: [budget(1), budget(0, { app: 'cart' })] })).toMatchObject({
      effects: ['1 pod of 3 ends.', 'PDB api allows 1 disruption now; scaling down does not ask it.'],
      warnings: [],
    })
    expect(draft({ to: 2, budgets: [budget(0)] }).warnings).toEqual([
      'PDB api allows 0 disruptions now; scaling down does not ask it.',
    ])
    expect(draft({ to: 5, budgets: [budget(0)] }).warnings).toEqual([])
  })

  it.each([
    [{ hard: { pods: '10' }, used: { pods: '4' } }, ['Quota team: room for 6 more pods.'], []],
    [
      { hard: { pods: '5' }, used: { pods: '4' } },
      [],
      ['Quota team has room for 1 more pod only; the rest will not start.'],
    ],
    [{ hard: { 'requests.cpu': '5' }, used: {} }, [], []],
  ])('holds the new pods against the quota %j', (status, effects, warnings) => {
    const said = draft({ quotas: [object({ metadata: { name: 'team' }, status })] })
    expect(said.effects.slice(1)).toEqual(effects)
    expect(said.warnings).toEqual(warnings)
  })

  it('names the owner that will set it back', () => {
    const ownerReferences = [{ kind: 'Deployment', name: 'api', uid: 'u', controller: true }]
    const owned = object({ metadata: { name: 'api-7d9f', ownerReferences }, spec: { replicas: 3 } })
    expect(draft({ object: owned }).warnings).toEqual([
      'It belongs to deployment/api, which will set it back: scale that instead.',
    ])
  })

  it('knows no replicas where an object does not say them', () => {
    expect(replicasOf(deployment({ replicas: 0 }))).toBe(0)
    expect(replicasOf(object({ metadata: { name: 'x' }, spec: {} }))).toBeUndefined()
  })
})
