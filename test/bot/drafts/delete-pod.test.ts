import { describe, expect, it } from 'vitest'
import { deletePodDraft } from '../../../src/bot/drafts/delete-pod.ts'
import { budget, object, ref } from './objects.ts'

const target = ref('Pod', 'api-x2x4z')

function pod(owner?: { kind: string; name: string }, metadata: object = {}) {
  const ownerReferences = owner ? [{ ...owner, uid: 'owner', controller: true }] : []
  return object({
    metadata: { name: 'api-x2x4z', labels: { app: 'api' }, ownerReferences, ...metadata },
    spec: { nodeName: 'worker-1' },
  })
}

describe('deletePodDraft', () => {
  it.each([
    ['ReplicaSet', 'replicaset/api makes a new one with another name.'],
    ['StatefulSet', 'statefulset/api makes a new one with the same name and volumes.'],
    ['DaemonSet', 'daemonset/api makes a new one on the same node, worker-1.'],
    ['Job', 'job/api counts it as failed and may make a new one.'],
  ])('tells what a %s does about it', (kind, effect) => {
    expect(deletePodDraft(target, pod({ kind, name: 'api' }), [])).toMatchObject({
      value: {
        title: 'delete pod/api-x2x4z',
        risk: 'destroy',
        inverse: null,
        effects: [effect],
        warnings: [],
      },
    })
  })

  it('warns when nobody makes a new one', () => {
    expect(deletePodDraft(target, pod(), [])).toMatchObject({
      value: { effects: [], warnings: [expect.stringContaining('Nobody makes a new one')] },
    })
  })

  it('tells what the budget allows, which a delete does not ask', () => {
    const owned = pod({ kind: 'ReplicaSet', name: 'api' })
    expect(deletePodDraft(target, owned, [budget(0)])).toMatchObject({
      value: { warnings: ['PDB api allows 0 disruptions now; a delete does not ask it.'] },
    })
    expect(deletePodDraft(target, owned, null)).toMatchObject({
      value: { warnings: [expect.stringContaining('PDB not checked')] },
    })
  })

  it('refuses static pods and pods that end already', () => {
    const mirror = pod(undefined, { annotations: { 'kubernetes.io/config.mirror': 'hash' } })
    expect(deletePodDraft(target, mirror, [])).toMatchObject({
      failure: expect.stringContaining('static pod'),
    })
    const ending = pod(undefined, { deletionTimestamp: '2026-01-01T00:00:00Z' })
    expect(deletePodDraft(target, ending, [])).toMatchObject({ failure: expect.stringContaining('already') })
  })
})
