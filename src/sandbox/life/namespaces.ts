import type { Controller } from './controller.ts'
import { itself } from './controller.ts'
import { servedResources } from '../api/customs.ts'
import type { Life } from './life.ts'
import { placeOf } from './objects.ts'

const LOOK_AGAIN = 500

/** Furnishes new namespaces and empties those that are being deleted. */
export function namespaces(life: Life): Controller {
  return {
    watches: { Namespace: itself },
    reconcile({ name }) {
      const namespace = life.objects.get('Namespace', { name })
      if (!namespace) return undefined
      if (!namespace.metadata.deletionTimestamp) {
        furnish(life, name)
        return undefined
      }
      if (empty(life, name) > 0) return LOOK_AGAIN
      life.objects.mutate('Namespace', { name }, (it) => {
        it.spec = { ...it.spec, finalizers: [] }
      })
      return undefined
    },
  }
}

function furnish(life: Life, namespace: string): void {
  const account = { namespace, name: 'default' }
  if (!life.objects.get('ServiceAccount', account)) {
    life.objects.create('ServiceAccount', { metadata: account })
  }
  const root = { namespace, name: 'kube-root-ca.crt' }
  if (!life.objects.get('ConfigMap', root)) {
    life.objects.create('ConfigMap', { metadata: root, data: { 'ca.crt': '' } })
  }
}

/** Deletes whatever is left in a namespace; answers how much was there. */
function empty(life: Life, namespace: string): number {
  let left = 0
  for (const resource of servedResources(life.store).filter(({ namespaced }) => namespaced)) {
    for (const object of life.store.list(resource, namespace)) {
      left += 1
      if (!object.metadata.deletionTimestamp) life.store.delete(resource, placeOf(object))
    }
  }
  return left
}
