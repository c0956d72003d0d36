import { describe, expect, it } from 'vitest'
import { revisionsOf } from '../../../src/bot/drafts/revisions.ts'
import { templatedOf } from '../../../src/bot/drafts/template.ts'
import { undoDraft } from '../../../src/bot/drafts/undo.ts'
import { deployment, object, ref } from './objects.ts'

const template = (image: string, env: readonly object[] = []) => ({
  metadata: { labels: { app: 'api' } },
  spec: { containers: [{ name: 'web', image, env }] },
})

function replicaSet(
  revision: number,
  image: string,
  { owner = 'api-uid', env = [] as readonly object[] } = {},
) {
  const { metadata, spec } = template(image, env)
  return object({
    metadata: {
      name: `api-${revision}`,
      annotations: { 'deployment.kubernetes.io/revision': String(revision) },
      ownerReferences: [{ kind: 'Deployment', name: 'api', uid: owner, controller: true }],
    },
    spec: { template: { metadata: { labels: { ...metadata.labels, 'pod-template-hash': 'abc' } }, spec } },
  })
}

const live = deployment({ template: template('reg/api:3', [{ name: 'FEATURE_X', value: 'on' }]) })
const history = [
  replicaSet(3, 'reg/api:3', { env: [{ name: 'FEATURE_X', value: 'on' }] }),
  replicaSet(1, 'reg/api:1'),
  replicaSet(2, 'reg/api:2'),
  replicaSet(9, 'reg/other:9', { owner: 'somebody-else' }),
]

function draft(wanted?: number, live_ = live) {
  const workload = templatedOf(live_)
  if (!workload) throw new Error('The sample is no workload')
  const revisions = revisionsOf(live_, history)
  return undoDraft(ref('Deployment'), { object: live_, workload, revisions, wanted })
}

describe('undoDraft', () => {
  it('goes to the one before, by the JSON patch that kubectl sends', () => {
    expect(draft()).toMatchObject({
      value: {
        title: 'rollout undo deployment/api to revision 2',
        operation: {
          type: 'json',
          body: [{ op: 'replace', path: '/spec/template', value: template('reg/api:2') }],
        },
        inverse: { body: [{ value: template('reg/api:3', [{ name: 'FEATURE_X', value: 'on' }]) }] },
        risk: 'change',
        warnings: ['The whole pod template goes back, not only images: web env FEATURE_X.'],
      },
    })
  })

  it('counts more than one revision back as destroying', () => {
    expect(draft(1)).toMatchObject({
      value: { risk: 'destroy', effects: ['Back to revision 1, 2 revisions back.', expect.any(String)] },
    })
  })

  it.each([
    [7, 'has no revision 7. It has 1, 2, 3.'],
    [3, 'already runs the template of revision 3; nothing to do.'],
  ])('says why it cannot go to revision %d', (wanted, why) => {
    expect(draft(wanted)).toMatchObject({ ok: false, failure: expect.stringContaining(why) })
  })

  it('refuses a paused deployment, as kubectl does', () => {
    expect(draft(undefined, deployment({ spec: { paused: true } }))).toMatchObject({
      failure: expect.stringContaining('paused'),
    })
  })

  it('sends what a ControllerRevision holds for the other kinds', () => {
    const revision = (number: number, image: string) =>
      object({
        metadata: {
          name: `db-${number}`,
          ownerReferences: [{ kind: 'StatefulSet', name: 'api', uid: 'api-uid', controller: true }],
        },
        revision: number,
        data: { spec: { template: { ...template(image), $patch: 'replace' } } },
      })
    const workload = templatedOf(live)
    if (!workload) throw new Error('The sample is no workload')
    const revisions = revisionsOf(live, [revision(1, 'reg/api:1'), revision(2, 'reg/api:3')])
    expect(
      undoDraft(ref('StatefulSet'), { object: live, workload, revisions, wanted: undefined }),
    ).toMatchObject({
      value: {
        operation: {
          type: 'strategic',
          body: { spec: { template: { ...template('reg/api:1'), $patch: 'replace' } } },
        },
      },
    })
  })
})
