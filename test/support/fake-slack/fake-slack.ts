import { z } from 'zod'
import { post, sign, type Delivery, type Signed } from './delivery.ts'
import { createFaults, type Fault } from './faults.ts'
import { createWorld } from './new-world.ts'
import { clickPayload, commandPayload, eventPayload, submitPayload } from './payloads.ts'
import { startServer } from './server.ts'
import { closed, serveSockets } from './sockets.ts'
import type { Args, FakeEphemeral, FakeMessage, FakeView, World } from './world.ts'

/** A strict Slack: tokens, scopes, membership, limits, triggers and response URLs are as in the real one. */
export interface FakeSlack {
  readonly world: World
  readonly apiUrl: string
  command(user: string, channel: string, text: string, command?: string): Promise<Delivery>
  mention(user: string, channel: string, text: string, threadTs?: string): Promise<Delivery>
  direct(user: string, text: string, extra?: Args): Promise<Delivery>
  /** By the button's action id or by what is written on it. */
  click(user: string, channel: string, ts: string, button: string): Promise<Delivery>
  submit(user: string, viewId: string, values: Readonly<Record<string, string>>): Promise<Delivery>
  /** Any payload at all, forged ones too. */
  send(type: string, payload: object): Promise<Delivery>
  /** The last payload once more: the same envelope, or the same signed request. */
  again(): Promise<Delivery>
  /** A signed request of any time, for HTTP. */
  signed(type: string, payload: object, at: number, secret?: string): Promise<Delivery>
  messages(channel: string): readonly FakeMessage[]
  ephemerals(user: string): readonly FakeEphemeral[]
  form(user: string): FakeView | undefined
  calls(method: string): readonly Args[]
  /** Of a method; or of `socket`, which refuses a connection, or of `hello`, which ends it at once. */
  fail(method: string, fault: Fault): void
  mend(): void
  readonly sockets: { count(): number; refresh(): void; cut(): void }
  /** Moves Slack's clock on. */
  pass(milliseconds: number): void
  until(fits: () => unknown, withinMs?: number): Promise<void>
  stop(): Promise<void>
}

/** With a request URL payloads are posted there, signed; without one they go over sockets. */
export async function startFakeSlack(requestUrl?: string): Promise<FakeSlack> {
  let ahead = 0
  const world = createWorld(() => Date.now() + ahead)
  const faults = createFaults()
  const server = await startServer(world, faults)
  const sockets = serveSockets(server, faults)
  let resend: () => Promise<Delivery> = async () => ({ acked: false, response: null })

  const send = async (type: string, payload: object): Promise<Delivery> => {
    if (requestUrl === undefined) {
      const envelope = world.nextId('envelope')
      resend = () => sockets.deliver(type, payload, envelope)
    } else {
      const request: Signed = sign(world.signingSecret, type, payload, world.now())
      resend = () => post(requestUrl, request)
    }
    return resend()
  }
  const say = (event: Args): Promise<Delivery> => send('events_api', eventPayload(world, event))

  return {
    world,
    apiUrl: `${world.url}/api/`,
    sockets,
    send,
    again: () => resend(),
    command: (user, channel, text, command = '/k8s') =>
      send('slash_commands', commandPayload(world, { user, channel }, command, text)),
    mention: (user, channel, text, threadTs) => {
      const thread = threadTs === undefined ? {} : { thread_ts: threadTs }
      return say({
        type: 'app_mention',
        user,
        channel,
        text: `<@${world.botUser}> ${text}`,
        ts: world.nextTs(),
        ...thread,
      })
    },
    direct: (user, text, extra) => {
      const channel = `D${user.slice(1)}`
      return say({ type: 'message', channel_type: 'im', user, channel, text, ts: world.nextTs(), ...extra })
    },
    click: async (user, channel, ts, button) => {
      const shown = [...world.messages, ...world.ephemerals.filter((one) => one.user === user)]
      const on = shown.find((one) => one.channel === channel && one.ts === ts)
      if (on === undefined) throw new Error(`${user} sees no message ${ts} in ${channel}`)
      return send('interactive', clickPayload(world, user, on, button))
    },
    submit: async (user, viewId, values) => {
      const form = world.views.get(viewId)
      if (form === undefined || form.user !== user || !form.open)
        throw new Error(`${user} has no form ${viewId}`)
      const delivery = await send('interactive', submitPayload(world, user, form, values))
      if (delivery.acked) afterSubmission(form, delivery.response)
      return delivery
    },
    signed: (type, payload, at, secret = world.signingSecret) =>
      post(requestUrl ?? '', sign(secret, type, payload, at)),
    messages: (channel) => world.messages.filter((message) => message.channel === channel),
    ephemerals: (user) => world.ephemerals.filter((ephemeral) => ephemeral.user === user),
    form: (user) => [...world.views.values()].findLast((view) => view.user === user && view.open),
    calls: (method) => world.calls.filter((one) => one.method === method).map(({ args }) => args),
    fail: faults.add,
    mend: faults.clear,
    pass: (milliseconds) => {
      ahead += milliseconds
    },
    until: async (fits, withinMs = 4_000) => {
      const end = Date.now() + withinMs
      while (!fits()) {
        if (Date.now() > end) throw new Error(`not within ${withinMs} ms: ${String(fits)}`)
        await new Promise((resolve) => setTimeout(resolve, 5))
      }
    },
    stop: async () => {
      sockets.close()
      await closed(server)
    },
  }
}

const Errors = z.object({ response_action: z.literal('errors'), errors: z.record(z.string(), z.string()) })
const Kept = z.object({ response_action: z.enum(['update', 'push']) })

function afterSubmission(form: FakeView, response: unknown): void {
  const errors = Errors.safeParse(response)
  form.errors = errors.success ? errors.data.errors : {}
  form.open = errors.success || Kept.safeParse(response).success
}
