import type { Sent } from './sent.ts'
import { statusIn, type Status } from './status.ts'

/** Whether a write that ended like this may have been carried out all the same. */
export function leavesInDoubt(sent: Sent): boolean {
  switch (sent.kind) {
    case 'notSent':
    case 'untrusted':
    case 'noCredentials':
      return false
    case 'unanswered':
    case 'tooLarge':
      return true
    case 'answered':
      return sent.status >= 500 && !wasTurnedAway(sent.status, statusIn(sent.body))
  }
}

/**
 * A proxy, or an etcd that gave up waiting, says nothing about what became of the write. Only the API server can say
 * that it got nowhere near the storage: it was too busy to begin, or a webhook on the way could not be asked.
 */
function wasTurnedAway(code: number, status: Status | undefined): boolean {
  if (status === undefined) return false
  const { reason, message = '' } = status
  if (reason === 'ServiceUnavailable') return code === 503 && !message.includes('etcdserver:')
  return reason === 'InternalError' && message.startsWith('Internal error occurred: failed calling webhook ')
}
