import { stringify } from 'yaml'
import { commandPayload } from '../support/fake-slack/payloads.ts'
import { startFakeSlack, type FakeSlack } from '../support/fake-slack/fake-slack.ts'
import { startInbox } from './inbox.ts'
import { viewer } from './pods.ts'

/** One try: how long until the acknowledgement and until the first answer, and what that said. */
export interface Heard {
  readonly ackMs: number
  readonly answerMs: number
  readonly text: string
}

/** Twenty people in one channel of a Slack. */
export interface Company {
  readonly slack: FakeSlack
  readonly people: readonly string[]
  readonly policy: (clusters: readonly string[]) => string
  /** Types a line as somebody: the time runs from the payload to the answer at its response URL. */
  type(user: string, text: string): Promise<Heard>
  close(): Promise<void>
}

const channel = 'CBENCH'
const people = Array.from({ length: 20 }, (_, index) => `UBENCH${index}`)

export async function startCompany(): Promise<Company> {
  const slack = await startFakeSlack()
  const inbox = await startInbox()
  const { world } = slack
  for (const id of people) {
    const profile = { email: `${id.toLowerCase()}@example.com` }
    world.users.set(id, { id, team_id: world.team, is_email_confirmed: true, profile })
  }
  const members = new Set([...people, world.botUser])
  world.channels.set(channel, {
    id: channel,
    members,
    is_im: false,
    is_archived: false,
    is_ext_shared: false,
  })
  return {
    slack,
    people,
    policy: (clusters) => policy(world.team, clusters),
    async type(user, text) {
      const { url, first } = inbox.expect()
      const payload = { ...commandPayload(world, { user, channel }, '/k8s', text), response_url: url }
      const started = performance.now()
      const acked = slack.send('slash_commands', payload).then((delivery) => {
        if (!delivery.acked) throw new Error(`not acknowledged: ${text}`)
        return performance.now() - started
      })
      const [ackMs, answer] = await Promise.all([acked, first])
      return { ackMs, answerMs: answer.at - started, text: answer.text }
    },
    close: async () => {
      await Promise.all([slack.stop(), inbox.close()])
    },
  }
}

function policy(team: string, clusters: readonly string[]): string {
  return stringify({
    teams: [team],
    people: people.map((slack) => ({ slack, kubernetes: viewer })),
    roles: { viewer: { permissions: ['clusters:read', 'objects:read'] } },
    grants: [{ role: 'viewer', groups: viewer.groups, clusters: ['*'], namespaces: ['*'] }],
    channels: { [channel]: { clusters, namespaces: ['*'] } },
  })
}
