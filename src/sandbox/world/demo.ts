import { resourceOf } from '../store/resources.ts'
import { isKind } from '../life/objects.ts'
import { access } from './access.ts'
import { shop, summerSale } from './shop.ts'
import { daemonSet, deployment, service, statefulSet } from './workloads.ts'
import { add, namespace, type Builder, type Manifest, type World } from './world.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** The demo: a small shop five hours into its day, with three things broken and a release history. */
export const demoWorld: World = {
  ago: 5 * HOUR,
  build(builder) {
    add(builder.store, ...access(), ...shop(), ...dev(), ...platform(), ...system())
    add(builder.store, summerSale)
    builder.clock.advance(HOUR)
    release(builder, 'api', '1.8.1')
    builder.clock.advance(HOUR)
    release(builder, 'api', '1.8.2')
    builder.clock.advance(2 * HOUR)
    release(builder, 'checkout', '1.4.0-crash')
    builder.clock.advance(15 * MINUTE)
    release(builder, 'search', '2.4.0-missing')
  },
}

/** Does what `kubectl set image` does, and says why. */
function release({ store }: Builder, name: string, version: string): void {
  store.mutate(resourceOf('Deployment'), { namespace: 'shop', name }, (object) => {
    if (!isKind('Deployment', object)) return false
    const cause = { 'kubernetes.io/change-cause': `release ${version}` }
    object.metadata.annotations = { ...object.metadata.annotations, ...cause }
    for (const container of object.spec.template.spec.containers) {
      container.image = `registry.example/shop/${name}:${version}`
    }
    return undefined
  })
}

function dev(): Manifest[] {
  const names = ['api', 'web']
  return [
    namespace('dev'),
    ...names.map((name) =>
      deployment({ namespace: 'dev', name, image: `registry.example/shop/${name}:main-4f2c1d` }),
    ),
    ...names.map((name) => service('dev', name)),
  ]
}

function platform(): Manifest[] {
  const at = { namespace: 'platform' }
  return [
    namespace('platform'),
    deployment({ ...at, name: 'gateway', image: 'registry.example/gateway:3.2.1', replicas: 2 }),
    service('platform', 'gateway'),
    ...statefulSet({ ...at, name: 'queue', image: 'registry.example/queue:4.0.5', replicas: 1 }),
  ]
}

function system(): Manifest[] {
  const at = { namespace: 'kube-system' }
  return [
    deployment({ ...at, name: 'coredns', image: 'registry.example/coredns:1.12.4', replicas: 2 }),
    daemonSet({ ...at, name: 'kube-proxy', image: 'registry.example/kube-proxy:v1.37.2' }),
  ]
}
