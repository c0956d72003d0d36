import { dig, digList, digText } from '../../store/json.ts'
import type { KubeObject } from '../../store/types.ts'
import { ageColumn, type Column, nameColumn, textColumn } from './column.ts'

export const nodeColumns: readonly Column[] = [
  nameColumn,
  { name: 'Status', cell: nodeStatus },
  { name: 'Roles', cell: roles },
  ageColumn,
  textColumn('Version', 'status.nodeInfo.kubeletVersion', { none: '' }),
  { name: 'Internal-IP', wide: true, cell: (node) => address(node, 'InternalIP') },
  { name: 'External-IP', wide: true, cell: (node) => address(node, 'ExternalIP') },
  textColumn('OS-Image', 'status.nodeInfo.osImage', { none: '<unknown>', wide: true }),
  { name: 'Kernel-Version', wide: true, cell: kernel },
  textColumn('Container-Runtime', 'status.nodeInfo.containerRuntimeVersion', {
    none: '<unknown>',
    wide: true,
  }),
]

function nodeStatus({ spec, status }: KubeObject): string {
  const ready = digList(status, 'conditions').find((condition) => digText(condition, 'type') === 'Ready')
  const word = digText(ready, 'status') === 'True' ? 'Ready' : 'NotReady'
  const known = ready === undefined ? 'Unknown' : word
  return dig(spec, 'unschedulable') === true ? `${known},SchedulingDisabled` : known
}

const rolePrefix = 'node-role.kubernetes.io/'

function roles({ metadata: { labels = {} } }: KubeObject): string {
  const found = Object.keys(labels)
    .filter((key) => key.startsWith(rolePrefix) && key.length > rolePrefix.length)
    .map((key) => key.slice(rolePrefix.length))
  return found.toSorted().join(',') || '<none>'
}

function address({ status }: KubeObject, type: string): string {
  const found = digList(status, 'addresses').find((one) => digText(one, 'type') === type)
  return digText(found, 'address') ?? '<none>'
}

function kernel({ status }: KubeObject): string {
  const version = digText(status, 'nodeInfo', 'kernelVersion') ?? '<unknown>'
  const architecture = digText(status, 'nodeInfo', 'architecture')
  return architecture === undefined ? version : `${version} (${architecture})`
}
