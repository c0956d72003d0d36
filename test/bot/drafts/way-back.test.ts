import { expect, it } from 'vitest'
import { wayBack } from '../../../src/bot/drafts/way-back.ts'
import type { Operation } from '../../../src/core/kube.ts'
import { deployment, ref } from './objects.ts'

const nobody = { autoscalers: [], budgets: [], quotas: [] }
const template = (image: string) => ({
  metadata: { labels: { app: 'api' } },
  spec: { containers: [{ name: 'web', image }] },
})
const live = deployment({ template: template('reg/api:3'), spec: { replicas: 40 } })
const back = (inverse: Operation, kind = 'Deployment') =>
  wayBack(ref(kind), inverse, { object: live, ...nobody })

it('scales from what runs now, and to nothing is destroying', () => {
  expect(back({ verb: 'scale', replicas: 0 })).toMatchObject({
    value: {
      draft: {
        title: 'scale deployment/api 40 → 0',
        risk: 'destroy',
        replicas: { from: 40, to: 0 },
        inverse: { verb: 'scale', replicas: 40 },
        effects: ['40 pods of 40 end.'],
      },
      typed: { name: 'scale', words: ['deployment/api'], flags: { replicas: '0' } },
    },
  })
})

it('says when it is back already', () => {
  expect(back({ verb: 'scale', replicas: 40 })).toMatchObject({
    failure: 'deployment/api already has 40 replicas; nothing to undo.',
  })
})

it.each(['Deployment', 'StatefulSet'])(
  'puts the whole template of a %s back, and knows the one of now',
  (kind) => {
    const inverse = (image: string): Operation =>
      kind === 'Deployment'
        ? {
            verb: 'patch',
            type: 'json',
            body: [{ op: 'replace', path: '/spec/template', value: template(image) }],
          }
        : {
            verb: 'patch',
            type: 'strategic',
            body: { spec: { template: { ...template(image), $patch: 'replace' } } },
          }
    expect(back(inverse('reg/api:2'), kind)).toMatchObject({
      value: {
        draft: { operation: inverse('reg/api:2'), inverse: inverse('reg/api:3') },
        typed: { name: 'rollout undo' },
      },
    })
    expect(back(inverse('reg/api:3'), kind)).toMatchObject({
      failure: expect.stringContaining('nothing to do'),
    })
  },
)

it('does not guess at a change it does not know', () => {
  const odd: Operation = { verb: 'patch', type: 'merge', body: { spec: { paused: true } } }
  expect(back(odd)).toMatchObject({ failure: expect.stringContaining('type what you want instead') })
})
