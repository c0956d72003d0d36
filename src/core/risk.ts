import { z } from 'zod'

/** What a command costs if it goes wrong, from harmless to grave. */
export const risks = ['read', 'sensitive', 'change', 'destroy', 'admin'] as const
export const Risk = z.enum(risks)
export type Risk = z.output<typeof Risk>

/** What a person may be granted. `bot:read` is help and whoami, open to everybody whom the policy knows. */
export const permissions = [
  'bot:read',
  'clusters:read',
  'objects:read',
  'logs:read',
  'secrets:read',
  'workloads:write',
  'pods:delete',
  'approvals:vote',
  'audit:read',
] as const
export const Permission = z.enum(permissions)
export type Permission = z.output<typeof Permission>

export function worse(a: Risk, b: Risk): Risk {
  return risks.indexOf(a) >= risks.indexOf(b) ? a : b
}

/** A write changes the cluster and therefore needs a plan and at least one's own Confirm. */
export function isWrite(risk: Risk): boolean {
  return risks.indexOf(risk) >= risks.indexOf('change')
}
