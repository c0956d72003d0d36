import { createHash } from 'node:crypto'
import { canonical } from '../core/diff.ts'

/** sha256 of the canonical JSON: the same whatever the order of keys. */
export function hashOf(value: unknown): string {
  return createHash('sha256').update(canonical(value)).digest('hex')
}
