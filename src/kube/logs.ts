import type { Session } from '../bot/cluster.ts'
import { objectPath } from './paths.ts'
import type { Ask } from './reads.ts'
import { pairs } from './request.ts'

const usualLimitBytes = 1024 * 1024

/** A container's log as text; never kept. */
export function logsWith(ask: Ask): Session['logs'] {
  return async (pod, { limitBytes = usualLimitBytes, ...query }) => {
    const path = objectPath(pod, 'log')
    if (!path.ok) return path
    return ask({
      verb: 'logs',
      method: 'GET',
      path: path.value,
      query: pairs({ ...query, limitBytes }),
      accept: 'text/plain,application/json;q=0.9,*/*;q=0.8',
      repeat: 'read',
    })
  }
}
