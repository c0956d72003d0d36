import { controlledBy } from './owners.ts'
import { matchSelector } from '../store/selectors.ts'
import type { Controller } from './controller.ts'
import { itself } from './controller.ts'
import type { Life } from './life.ts'
import { hashName } from './names.ts'
import { placeOf } from './objects.ts'
import { isFinished, isReady, mayCreateIn } from './pods.ts'
import type { Pod, Service, ServicePort } from './types.ts'

/** Keeps the Endpoints and the EndpointSlice of every Service with a selector. */
export function endpoints(life: Life): Controller {
  return {
    watches: {
      Service: itself,
      Pod: ({ metadata }) =>
        life.objects
          .list('Service', metadata.namespace)
          .filter(
            ({ spec }) => spec?.selector && matchSelector({ matchLabels: spec.selector }, metadata.labels),
          )
          .map(placeOf),
    },
    reconcile(at) {
      const service = life.objects.get('Service', at)
      if (!service) life.objects.delete('Endpoints', at)
      if (!service?.spec?.selector || !mayCreateIn(life, at.namespace)) return undefined
      const pods = podsOf(life, service)
      writeEndpoints(life, service, pods)
      writeSlice(life, service, pods)
      return undefined
    },
  }
}

function podsOf(life: Life, service: Service): Pod[] {
  return life.objects
    .list('Pod', service.metadata.namespace)
    .filter(
      (pod) =>
        pod.status?.podIP &&
        !isFinished(pod) &&
        matchSelector({ matchLabels: service.spec?.selector }, pod.metadata.labels),
    )
}

function writeEndpoints(life: Life, service: Service, pods: readonly Pod[]): void {
  const living = pods.filter((pod) => !pod.metadata.deletionTimestamp)
  const addresses = (ready: boolean) => living.filter((pod) => isReady(pod) === ready).map(address)
  const [up, down] = [addresses(true), addresses(false)]
  const subset = {
    ...(up.length > 0 ? { addresses: up } : {}),
    ...(down.length > 0 ? { notReadyAddresses: down } : {}),
    ports: (service.spec?.ports ?? []).map((port) => target(port, pods)),
  }
  const subsets = living.length > 0 ? [subset] : []
  const at = placeOf(service)
  const written = life.objects.mutate('Endpoints', at, (it) => {
    it.subsets = subsets
  })
  if (written) return
  const labels = { 'endpoints.kubernetes.io/managed-by': 'endpoint-controller' }
  life.objects.create('Endpoints', { metadata: { ...homeOf(service), name: at.name, labels }, subsets })
}

function writeSlice(life: Life, service: Service, pods: readonly Pod[]): void {
  const endpoints = pods.map((pod) => {
    const terminating = pod.metadata.deletionTimestamp !== undefined
    const serving = isReady(pod)
    return {
      addresses: [pod.status?.podIP],
      conditions: { ready: serving && !terminating, serving, terminating },
      nodeName: pod.spec.nodeName,
      targetRef: reference(pod),
    }
  })
  const ports = (service.spec?.ports ?? []).map((port) => ({ name: '', ...target(port, pods) }))
  const { name, uid } = service.metadata
  const at = { namespace: service.metadata.namespace, name: `${name}-${hashName(uid).slice(0, 5)}` }
  const written = life.objects.mutate('EndpointSlice', at, (it) => {
    it.endpoints = endpoints
    it.ports = ports
  })
  if (written) return
  const labels = {
    'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io',
    'kubernetes.io/service-name': name,
  }
  life.objects.create('EndpointSlice', {
    metadata: { ...homeOf(service), name: at.name, labels, ownerReferences: [controlledBy(service)] },
    addressType: 'IPv4',
    endpoints,
    ports,
  })
}

function address(pod: Pod): object {
  return { ip: pod.status?.podIP, nodeName: pod.spec.nodeName, targetRef: reference(pod) }
}

function reference({ metadata: { namespace, name, uid } }: Pod): object {
  return { kind: 'Pod', namespace, name, uid }
}

/** Where traffic really goes: a named target port is looked up in the pods. */
function target({ name, port, targetPort, protocol = 'TCP' }: ServicePort, pods: readonly Pod[]): object {
  const named = pods
    .flatMap((pod) => pod.spec.containers.flatMap((container) => container.ports ?? []))
    .find((candidate) => candidate.name === targetPort)
  const number = typeof targetPort === 'number' ? targetPort : (named?.containerPort ?? port)
  return { ...(name ? { name } : {}), port: number, protocol }
}

function homeOf({ metadata }: Service): { namespace: string } {
  return { namespace: metadata.namespace ?? 'default' }
}
