import type { Reply } from '../../bot/ports.ts'
import type { Hall } from '../hall.ts'
import { plain } from '../said.ts'

/** What every payload is known by, whatever the door. */
export interface Admission {
  /** The request id. */
  readonly id: string
  /** Slack's id of the payload, the same when it comes twice; null where Slack gives none. */
  readonly payloadId: string | null
  /** The workspace that the payload is from. */
  readonly team: string
}

/**
 * Lets a payload in once, from a workspace that is served, and sees that its work never ends in silence.
 * Never rejects.
 */
export async function admit(
  hall: Hall,
  { id, payloadId, team }: Admission,
  reply: Reply,
  work: () => Promise<void>,
): Promise<void> {
  try {
    const answer = await obstacle(hall, payloadId, team)
    if (answer === null) await work()
    else if (answer !== 'seen') await reply.answer(plain(answer))
  } catch (error) {
    hall.log.error({ id, err: error }, 'a request broke')
    await reply.answer(plain(`:boom: Something broke on my side. The id for the log is \`${id}\`.`))
  }
}

async function obstacle(hall: Hall, payloadId: string | null, team: string): Promise<string | null> {
  if (!hall.config.teams.includes(team)) {
    hall.log.warn({ audit: true, team }, 'payload of a workspace that is not served')
    return ':no_entry: I do not serve this workspace. Nothing was done.'
  }
  if (payloadId === null) return null
  try {
    return (await hall.store.firstSight(payloadId, hall.clock.now())) ? null : 'seen'
  } catch (error) {
    hall.log.error({ err: error }, 'the database cannot be written')
    return ':warning: My database cannot be written, so nothing was done. Please try again later.'
  }
}
