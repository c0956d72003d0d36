import { describe, expect, it } from 'vitest'
import { imagesDraft, imageWishes } from '../../../src/bot/drafts/images.ts'
import { templatedOf } from '../../../src/bot/drafts/template.ts'
import { deployment, ref } from './objects.ts'

const containers = [
  { name: 'web', image: 'reg/api:1.8.2' },
  { name: 'sidecar', image: 'reg/proxy:2' },
]

function draft(words: readonly string[], object = deployment({ containers })) {
  const wishes = imageWishes(words)
  if (!wishes.ok) return wishes
  const workload = templatedOf(object)
  if (!workload) throw new Error('The sample is no workload')
  return imagesDraft(ref('Deployment'), { object, workload }, wishes.value)
}

describe('imagesDraft', () => {
  it('patches one container by name, with the old image as the way back', () => {
    const said = draft(['web=reg/api:1.9.0'])
    expect(said).toMatchObject({
      ok: true,
      value: {
        title: 'set image deployment/api web → reg/api:1.9.0',
        operation: {
          type: 'strategic',
          body: { spec: { template: { spec: { containers: [{ name: 'web', image: 'reg/api:1.9.0' }] } } } },
        },
        inverse: {
          body: { spec: { template: { spec: { containers: [{ name: 'web', image: 'reg/api:1.8.2' }] } } } },
        },
        effects: ['All 3 pods are replaced, step by step (maxSurge 25%, maxUnavailable 25%).'],
        warnings: [],
        follow: 'rollout',
      },
    })
  })

  it('takes * for every container, and a name before it', () => {
    expect(draft(['*=reg/all:1', 'sidecar=reg/proxy:3'])).toMatchObject({
      value: { title: 'set image deployment/api web → reg/all:1, sidecar → reg/proxy:3' },
    })
  })

  it('reaches init containers too', () => {
    const spec = { containers, initContainers: [{ name: 'migrate', image: 'reg/migrate:1' }] }
    const object = deployment({ template: { spec } })
    expect(draft(['migrate=reg/migrate:2'], object)).toMatchObject({
      value: {
        operation: {
          body: { spec: { template: { spec: { initContainers: [{ image: 'reg/migrate:2' }] } } } },
        },
      },
    })
  })

  it.each([
    [['webb=reg/api:1.9.0'], 'has no container "webb". Did you mean web? It has web, sidecar.'],
    [['web=reg/api:1.8.2'], 'already has reg/api:1.8.2; nothing to do.'],
    [['web=Reg/API'], 'has capital letters'],
    [['=reg/api:1'], 'names no container'],
    [['web=a:1', 'web=b:1'], 'named twice'],
    [[], 'Say which container gets which image'],
  ])('says what is wrong with %j', (words, why) => {
    expect(draft(words)).toMatchObject({ ok: false, failure: expect.stringContaining(why) })
  })

  it('warns of images without a fixed version, of a paused rollout and of Recreate', () => {
    const spec = { paused: true, strategy: { type: 'Recreate' } }
    const said = draft(['web=reg/api:latest'], deployment({ containers, spec }))
    expect(said).toMatchObject({
      value: {
        follow: 'none',
        warnings: [
          expect.stringContaining('reg/api:latest has no fixed version'),
          expect.stringContaining('paused'),
          expect.stringContaining('Recreate'),
        ],
      },
    })
  })
})
