import type { Block, FakeEphemeral, FakeMessage, FakeView, World } from './world.ts'

/** What Slack sends, made of what is in the workspace. */

export function commandPayload(
  world: World,
  at: { user: string; channel: string },
  command: string,
  text: string,
) {
  return {
    token: 'verification',
    team_id: teamOf(world),
    channel_id: at.channel,
    user_id: at.user,
    user_name: 'anybody',
    command,
    text,
    is_enterprise_install: 'false',
    response_url: responseUrl(world, at, null),
    trigger_id: trigger(world, at.user),
  }
}

export function clickPayload(world: World, user: string, on: FakeMessage | FakeEphemeral, wanted: string) {
  const { block, button } = findButton(on.blocks, wanted)
  const is_ephemeral = 'replaced' in on
  return {
    type: 'block_actions',
    token: 'verification',
    team: { id: teamOf(world) },
    user: { id: user, team_id: world.users.get(user)?.team_id },
    channel: { id: on.channel },
    container: { type: 'message', message_ts: on.ts, channel_id: on.channel, is_ephemeral },
    ...(is_ephemeral ? {} : { message: { ...on, metadata: undefined } }),
    response_url: responseUrl(world, { user, channel: on.channel }, { ts: on.ts, ephemeral: is_ephemeral }),
    trigger_id: trigger(world, user),
    actions: [{ ...button, block_id: block['block_id'] ?? 'b', action_ts: world.nextTs() }],
  }
}

export function submitPayload(
  world: World,
  user: string,
  form: FakeView,
  values: Readonly<Record<string, string>>,
) {
  const state: Record<string, Record<string, unknown>> = {}
  for (const block of form.view.blocks) {
    if (!('element' in block) || block.block_id === undefined) continue
    const { type, action_id = 'a' } = block.element
    const value = values[block.block_id] ?? null
    const entered = type === 'static_select' && value !== null ? { selected_option: { value } } : { value }
    state[block.block_id] = { [action_id]: { type, ...entered } }
  }
  return {
    type: 'view_submission',
    token: 'verification',
    team: { id: teamOf(world) },
    user: { id: user, team_id: world.users.get(user)?.team_id },
    trigger_id: trigger(world, user),
    view: { ...form.view, id: form.id, app_installed_team_id: teamOf(world), state: { values: state } },
  }
}

export function eventPayload(world: World, event: Readonly<Record<string, unknown>>) {
  return {
    type: 'event_callback',
    token: 'verification',
    team_id: teamOf(world),
    event_id: world.nextId('Ev'),
    event_time: Math.floor(world.now() / 1000),
    event: { event_ts: event['ts'], ...event },
    authorizations: [{ team_id: teamOf(world), user_id: world.botUser, is_bot: true, enterprise_id: null }],
  }
}

function teamOf(world: World): string {
  return world.team
}

function trigger(world: World, user: string): string {
  const id = world.nextId('trigger')
  world.triggers.set(id, { user, madeAt: world.now(), used: false })
  return id
}

function responseUrl(
  world: World,
  at: { user: string; channel: string },
  original: { ts: string; ephemeral: boolean } | null,
): string {
  const id = world.nextId('response')
  world.responseUrls.set(id, { ...at, madeAt: world.now(), original, uses: 0 })
  return `${world.url}/response/${id}`
}

/** By its action id or by what is written on it. */
function findButton(blocks: readonly Block[], wanted: string): { block: Block; button: Block } {
  for (const block of blocks) {
    const beside = block['accessory']
    const elements: readonly Block[] = Array.isArray(block['elements'])
      ? block['elements']
      : isBlock(beside)
        ? [beside]
        : []
    const button = elements.find(
      (one) => one['action_id'] === wanted || JSON.stringify(one['text'])?.includes(`${wanted}"`),
    )
    if (button !== undefined) return { block, button }
  }
  throw new Error(`no button ${wanted} in ${JSON.stringify(blocks)}`)
}

function isBlock(value: unknown): value is Block {
  return typeof value === 'object' && value !== null && 'type' in value
}
