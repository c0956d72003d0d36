import { print } from '../core/words.ts'
import type { Words } from '../core/words.ts'

/** The whole line with cluster and namespace written out, as it would have to be typed anywhere. */
export function spell(
  name: string,
  words: readonly string[],
  flags: Words['flags'],
  at: { cluster: string; namespace: string | null },
): string {
  const { reason: _reason, ...others } = flags
  const place =
    at.namespace === null ? { cluster: at.cluster } : { namespace: at.namespace, cluster: at.cluster }
  return print({
    words: [...name.split(' '), ...words],
    flags: { ...others, ...place },
    grep: null,
  })
}
