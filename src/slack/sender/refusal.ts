import type { Outgoing, OutboxEntry } from '../../bot/store.ts'

/** The bot itself is not accepted: no fault of the message, which waits until somebody has mended that. */
export function credentialsRefused(code: string): boolean {
  return credentials.has(code)
}

const credentials = new Set([
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'token_revoked',
  'token_expired',
  'missing_scope',
  'ekm_access_denied',
  'access_denied',
])

/** The message to edit is no longer there or no longer ours: it is said anew. */
export function goneForEdit(code: string): boolean {
  return code === 'message_not_found' || code === 'cant_update_message' || code === 'edit_window_closed'
}

/**
 * The same, as it may still be taken: plain text where the blocks were refused, the person's DM where a private answer
 * cannot be shown in its channel. Null when there is no other way left.
 */
export function plainly(entry: OutboxEntry, code: string): OutboxEntry | null {
  const { outgoing } = entry
  if (outgoing.kind === 'file') return null
  if (content.has(code)) {
    const { text, blocks } = outgoing.message
    if (blocks.length === 0) return null
    return withOutgoing(entry, { ...outgoing, message: { text: text.slice(0, longestText), blocks: [] } })
  }
  if (outgoing.kind !== 'whisper') return null
  return withOutgoing(entry, {
    kind: 'post',
    channel: outgoing.user,
    thread: null,
    message: outgoing.message,
  })
}

/** Slack does not take what the message is made of. */
const content = new Set([
  'invalid_blocks',
  'invalid_blocks_format',
  'msg_blocks_too_long',
  'msg_too_long',
  'invalid_attachments',
])

const longestText = 3_000

function withOutgoing(entry: OutboxEntry, outgoing: Exclude<Outgoing, { kind: 'file' }>): OutboxEntry {
  // A DM has no thread of the channel that it stands in for.
  return outgoing.thread === null ? { ...entry, outgoing, threadTs: undefined } : { ...entry, outgoing }
}
