import { isRecord, type Json } from '../../store/json.ts'

/** Lists that Kubernetes merges item by item, and the fields that tell one item from another. */
const keys: Readonly<Record<string, readonly string[]>> = {
  containers: ['name'],
  initContainers: ['name'],
  ephemeralContainers: ['name'],
  env: ['name'],
  volumes: ['name'],
  volumeMounts: ['mountPath'],
  volumeDevices: ['devicePath'],
  imagePullSecrets: ['name'],
  hostAliases: ['ip'],
  topologySpreadConstraints: ['topologyKey', 'whenUnsatisfiable'],
  conditions: ['type'],
  ownerReferences: ['uid'],
  addresses: ['type'],
  podIPs: ['ip'],
  resourceClaims: ['name'],
}

/** The fields that identify an item of this list; undefined for lists that are replaced as a whole. */
export function listKeys(field: string, items: readonly unknown[]): readonly string[] | undefined {
  if (field !== 'ports') return keys[field]
  if (items.some((item) => isRecord(item) && 'containerPort' in item)) return ['containerPort', 'protocol']
  return items.some((item) => isRecord(item) && 'port' in item) ? ['port', 'protocol'] : undefined
}

/** The identity of a list's item, with the default that Kubernetes gives to a port's protocol. */
export const itemKey = (item: Json, fields: readonly string[]): Json =>
  Object.fromEntries(
    fields.flatMap((field) => {
      const value = item[field] ?? (field === 'protocol' ? 'TCP' : undefined)
      return value === undefined ? [] : [[field, value]]
    }),
  )
