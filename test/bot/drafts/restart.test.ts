import { describe, expect, it } from 'vitest'
import { restartDraft } from '../../../src/bot/drafts/restart.ts'
import { notRolling, templatedOf } from '../../../src/bot/drafts/template.ts'
import { deployment, ref } from './objects.ts'

function draft(object = deployment()) {
  const workload = templatedOf(object)
  if (!workload) throw new Error('The sample is no workload')
  return restartDraft(ref('Deployment'), workload, Date.UTC(2026, 10, 22, 14, 21, 5, 678))
}

describe('restartDraft', () => {
  it('writes the annotation that kubectl writes, with a time that stays the same', () => {
    const annotations = { 'kubectl.kubernetes.io/restartedAt': '2026-11-22T14:21:05Z' }
    expect(draft()).toMatchObject({
      value: {
        operation: {
          verb: 'patch',
          type: 'strategic',
          body: { spec: { template: { metadata: { annotations } } } },
        },
        inverse: null,
        irreversible: 'A restart cannot be undone.',
        follow: 'rollout',
      },
    })
  })

  it('refuses what would not restart anything', () => {
    expect(draft(deployment({ spec: { paused: true } }))).toMatchObject({
      failure: 'Cannot restart the paused deployment/api: resume its rollout first. Nothing was done.',
    })
    expect(draft(deployment({ spec: { updateStrategy: { type: 'OnDelete' } } }))).toMatchObject({
      failure: expect.stringContaining('OnDelete'),
    })
  })

  it.each([
    ['Pod', 'name the workload that makes it: rollout restart deploy/NAME'],
    ['ReplicaSet', 'name its deployment'],
    ['ControllerRevision', 'works on deployments, statefulsets and daemonsets'],
  ])('says what to type instead of a %s', (kind, instead) => {
    expect(notRolling('rollout restart', ref(kind))).toContain(instead)
  })
})
