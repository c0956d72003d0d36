import { dig, digList, digNumber, digText, isRecord } from '../../store/json.ts'
import type { KubeObject } from '../../store/types.ts'
import { age, ageColumn, type Column, nameColumn, numberColumn, pairs, textColumn } from './column.ts'

const dataColumn: Column = {
  name: 'Data',
  cell(object) {
    const count = (field: string) => Object.keys(isRecord(object[field]) ? object[field] : {}).length
    return String(count('data') + count('binaryData'))
  },
}

export const namespaceColumns: readonly Column[] = [
  nameColumn,
  textColumn('Status', 'status.phase'),
  ageColumn,
]
export const configMapColumns: readonly Column[] = [nameColumn, dataColumn, ageColumn]
export const secretColumns: readonly Column[] = [
  nameColumn,
  textColumn('Type', 'type'),
  dataColumn,
  ageColumn,
]
export const plainColumns: readonly Column[] = [nameColumn, ageColumn]
export const leaseColumns: readonly Column[] = [
  nameColumn,
  textColumn('Holder', 'spec.holderIdentity', { none: '' }),
  ageColumn,
]

export const serviceColumns: readonly Column[] = [
  nameColumn,
  textColumn('Type', 'spec.type'),
  textColumn('Cluster-IP', 'spec.clusterIP'),
  { name: 'External-IP', cell: externalIp },
  { name: 'Port(s)', cell: servicePorts },
  ageColumn,
  { name: 'Selector', wide: true, cell: ({ spec }) => pairs(spec, 'selector') },
]

export const claimColumns: readonly Column[] = [
  nameColumn,
  textColumn('Status', 'status.phase', { none: '' }),
  textColumn('Volume', 'spec.volumeName', { none: '' }),
  textColumn('Capacity', 'status.capacity.storage', { none: '' }),
  { name: 'Access Modes', cell: ({ status }) => accessModes(digList(status, 'accessModes')) },
  textColumn('StorageClass', 'spec.storageClassName', { none: '' }),
  textColumn('VolumeAttributesClass', 'spec.volumeAttributesClassName', { none: '<unset>' }),
  ageColumn,
  textColumn('VolumeMode', 'spec.volumeMode', { none: '<unset>', wide: true }),
]

export const budgetColumns: readonly Column[] = [
  nameColumn,
  textColumn('Min Available', 'spec.minAvailable', { none: 'N/A' }),
  textColumn('Max Unavailable', 'spec.maxUnavailable', { none: 'N/A' }),
  numberColumn('Allowed Disruptions', 'status.disruptionsAllowed'),
  ageColumn,
]

export const ingressColumns: readonly Column[] = [
  nameColumn,
  textColumn('Class', 'spec.ingressClassName'),
  { name: 'Hosts', cell: ({ spec }) => texts(digList(spec, 'rules'), 'host').join(',') || '*' },
  { name: 'Address', cell: ({ status }) => balancers(status).join(',') },
  { name: 'Ports', cell: ({ spec }) => (digList(spec, 'tls').length > 0 ? '80, 443' : '80') },
  ageColumn,
]

export const autoscalerColumns: readonly Column[] = [
  nameColumn,
  {
    name: 'Reference',
    cell: ({ spec }) =>
      `${digText(spec, 'scaleTargetRef', 'kind')}/${digText(spec, 'scaleTargetRef', 'name')}`,
  },
  { name: 'Targets', cell: targets },
  { name: 'MinPods', cell: ({ spec }) => String(digNumber(spec, 'minReplicas') ?? '<unset>') },
  { name: 'MaxPods', cell: ({ spec }) => digNumber(spec, 'maxReplicas') ?? 0 },
  { name: 'Replicas', cell: ({ status }) => digNumber(status, 'currentReplicas') ?? 0 },
  ageColumn,
]

export const eventColumns: readonly Column[] = [
  { name: 'Last Seen', cell: (event, now) => age(lastSeen(event), now) },
  textColumn('Type', 'type', { none: '' }),
  textColumn('Reason', 'reason', { none: '' }),
  {
    name: 'Object',
    cell: (event) =>
      `${(digText(event, 'involvedObject', 'kind') ?? '').toLowerCase()}/${digText(event, 'involvedObject', 'name')}`,
  },
  textColumn('Subobject', 'involvedObject.fieldPath', { none: '', wide: true }),
  {
    name: 'Source',
    wide: true,
    cell: ({ source, reportingComponent }) =>
      [digText(source, 'component') ?? reportingComponent, digText(source, 'host')]
        .filter(Boolean)
        .join(', '),
  },
  { name: 'Message', cell: (event) => (digText(event, 'message') ?? '').trim() },
  { name: 'First Seen', wide: true, cell: (event, now) => age(firstSeen(event), now) },
  { name: 'Count', wide: true, cell: (event) => digNumber(event, 'count') ?? 1 },
  { ...nameColumn, wide: true },
]

const firstSeen = (event: KubeObject): string | undefined =>
  digText(event, 'firstTimestamp') ?? digText(event, 'eventTime')

const lastSeen = (event: KubeObject): string | undefined =>
  digText(event, 'series', 'lastObservedTime') ?? digText(event, 'lastTimestamp') ?? firstSeen(event)

const texts = (items: readonly unknown[], field: string): string[] =>
  items.flatMap((item) => digText(item, field) ?? [])

const balancers = (status: unknown): string[] =>
  digList(status, 'loadBalancer', 'ingress').flatMap(
    (one) => digText(one, 'ip') ?? digText(one, 'hostname') ?? [],
  )

function externalIp({ spec, status }: KubeObject): string {
  const type = digText(spec, 'type')
  if (type === 'ExternalName') return digText(spec, 'externalName') ?? '<none>'
  const addresses = [...balancers(status), ...digList(spec, 'externalIPs')]
  return addresses.join(',') || (type === 'LoadBalancer' ? '<pending>' : '<none>')
}

function servicePorts({ spec }: KubeObject): string {
  const ports = digList(spec, 'ports').map((port) => {
    const node = digNumber(port, 'nodePort')
    return `${digNumber(port, 'port')}${node === undefined ? '' : `:${node}`}/${digText(port, 'protocol') ?? 'TCP'}`
  })
  return ports.join(',') || '<none>'
}

const shortModes = new Map([
  ['ReadWriteOnce', 'RWO'],
  ['ReadOnlyMany', 'ROX'],
  ['ReadWriteMany', 'RWX'],
  ['ReadWriteOncePod', 'RWOP'],
])

const accessModes = (modes: readonly unknown[]): string =>
  modes.map((mode) => shortModes.get(String(mode)) ?? String(mode)).join(',')

function targets({ spec, status }: KubeObject): string {
  const metrics = digList(spec, 'metrics').map((metric, index) => {
    const name = digText(metric, 'resource', 'name')
    const wanted = digNumber(metric, 'resource', 'target', 'averageUtilization')
    const now = dig(digList(status, 'currentMetrics')[index], 'resource', 'current')
    if (wanted === undefined) {
      const value = digText(metric, 'resource', 'target', 'averageValue') ?? '<auto>'
      return `${name}: ${digText(now, 'averageValue') ?? '<unknown>'}/${value}`
    }
    const used = digNumber(now, 'averageUtilization')
    return `${name}: ${used === undefined ? '<unknown>' : `${used}%`}/${wanted}%`
  })
  return metrics.join(', ') || '<none>'
}

export const roleBindingColumns: readonly Column[] = [
  nameColumn,
  {
    name: 'Role',
    cell: (binding) => `${digText(binding, 'roleRef', 'kind')}/${digText(binding, 'roleRef', 'name')}`,
  },
  ageColumn,
  ...['Users', 'Groups', 'ServiceAccounts'].map((name) => ({
    name,
    wide: true,
    cell: (binding: KubeObject) =>
      digList(binding, 'subjects')
        .filter((subject) => `${digText(subject, 'kind')}s` === name)
        .map(subjectName)
        .join(', '),
  })),
]

function subjectName(subject: unknown): string {
  const namespace = digText(subject, 'namespace')
  return `${namespace === undefined ? '' : `${namespace}/`}${digText(subject, 'name')}`
}
