import type { FieldChange } from './kube.ts'

/** The same changes, those first that give the object more power; equals keep their order. */
export function byPower(changes: readonly FieldChange[]): FieldChange[] {
  return changes.toSorted((a, b) => rankOf(a) - rankOf(b))
}

/** Whose rights it has, what it may do on its node, what it sees, what it runs, where it runs. */
const ranks: readonly ReadonlySet<string>[] = [
  new Set([
    'serviceAccountName',
    'serviceAccount',
    'automountServiceAccountToken',
    'roleRef',
    'rules',
    'subjects',
  ]),
  new Set([
    'securityContext',
    'privileged',
    'allowPrivilegeEscalation',
    'capabilities',
    'hostNetwork',
    'hostPID',
    'hostIPC',
    'hostUsers',
    'hostPath',
    'hostPort',
    'runAsUser',
    'runAsNonRoot',
  ]),
  new Set(['volumes', 'volumeMounts', 'volumeDevices', 'envFrom', 'valueFrom']),
  new Set(['command', 'args', 'image', 'lifecycle', 'exec', 'initContainers', 'ephemeralContainers']),
  new Set(['nodeName', 'nodeSelector', 'tolerations', 'runtimeClassName', 'priorityClassName']),
]

function rankOf({ path, before, after }: FieldChange): number {
  const names = [...path.split(/[.[\]]+/), ...keysIn(before), ...keysIn(after)]
  const rank = ranks.findIndex((powers) => names.some((name) => powers.has(name)))
  return rank < 0 ? ranks.length : rank
}

function keysIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  const below = Object.values(value).flatMap(keysIn)
  return Array.isArray(value) ? below : [...Object.keys(value), ...below]
}
