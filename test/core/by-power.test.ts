import { expect, test } from 'vitest'
import { byPower } from '../../src/core/by-power.ts'

const paths = (...names: string[]) =>
  byPower(names.map((path) => ({ path, after: 1 }))).map(({ path }) => path)

test('rights come before what runs, that before where it runs, and that before the rest', () => {
  expect(
    paths(
      'metadata.labels.a',
      'spec.template.spec.tolerations[0]',
      'spec.template.spec.containers[api].image',
      'spec.template.spec.volumes[host]',
      'spec.template.spec.containers[api].securityContext.privileged',
      'spec.template.spec.serviceAccountName',
      'metadata.labels.b',
    ),
  ).toEqual([
    'spec.template.spec.serviceAccountName',
    'spec.template.spec.containers[api].securityContext.privileged',
    'spec.template.spec.volumes[host]',
    'spec.template.spec.containers[api].image',
    'spec.template.spec.tolerations[0]',
    'metadata.labels.a',
    'metadata.labels.b',
  ])
})

test('a field inside of what is added counts too', () => {
  const added = { path: 'spec.containers[x]', after: { name: 'x', securityContext: { privileged: true } } }
  expect(byPower([{ path: 'spec.a', after: 1 }, added])[0]).toBe(added)
})
