import type { Toleration } from './types.ts'

/** What admission gives every pod: five minutes on a node that is gone. */
export const PATIENCE: readonly Toleration[] = ['not-ready', 'unreachable'].map((key) => ({
  key: `node.kubernetes.io/${key}`,
  operator: 'Exists',
  effect: 'NoExecute',
  tolerationSeconds: 300,
}))
