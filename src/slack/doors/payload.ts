import { z } from 'zod'

/** The parts of Slack's payloads that are read. Everything optional may really be missing. */

const Team = z.object({ id: z.string() }).nullish()
const User = z.object({ id: z.string(), team_id: z.string().nullish() })

export const ActionBody = z.object({
  team: Team,
  user: User,
  channel: z.object({ id: z.string() }).nullish(),
  container: z
    .object({
      channel_id: z.string().nullish(),
      message_ts: z.string().nullish(),
      thread_ts: z.string().nullish(),
      is_ephemeral: z.boolean().nullish(),
    })
    .nullish(),
  message: z.object({ thread_ts: z.string().nullish(), subtype: z.string().nullish() }).nullish(),
  response_url: z.string().nullish(),
  trigger_id: z.string().nullish(),
  actions: z
    .array(
      z.object({
        action_id: z.string().nullish(),
        value: z.string().nullish(),
        url: z.string().nullish(),
        selected_option: z.object({ value: z.string() }).nullish(),
      }),
    )
    .min(1),
})

const Option = z.object({ value: z.string() })

const Input = z.object({
  value: z.string().nullish(),
  selected_option: Option.nullish(),
  selected_options: z.array(Option).nullish(),
  selected_user: z.string().nullish(),
  selected_date: z.string().nullish(),
  selected_time: z.string().nullish(),
})
export type Input = z.output<typeof Input>

export const SubmissionBody = z.object({
  team: Team,
  user: User,
  trigger_id: z.string().nullish(),
  view: z.object({
    app_installed_team_id: z.string().nullish(),
    callback_id: z.string(),
    private_metadata: z.string().default(''),
    state: z.object({ values: z.record(z.string(), z.record(z.string(), Input)) }),
  }),
})

export const EventBody = z.object({
  team_id: z.string(),
  event_id: z.string().nullish(),
  event: z.object({
    user: z.string().nullish(),
    user_team: z.string().nullish(),
    team: z.string().nullish(),
    channel: z.string(),
    channel_type: z.string().nullish(),
    ts: z.string(),
    thread_ts: z.string().nullish(),
    text: z.string().default(''),
    subtype: z.string().nullish(),
    bot_id: z.string().nullish(),
    edited: z.unknown().optional(),
  }),
})
export type EventBody = z.output<typeof EventBody>
