import { z } from 'zod'
import type { ModalView } from '@slack/types'
import type { Method } from '../world.ts'
import { refuse, text } from '../world.ts'

const triggerMs = 3_000

const View = z
  .object({
    type: z.literal('modal'),
    title: z.object({ type: z.literal('plain_text'), text: z.string().min(1).max(24) }),
    blocks: z
      .array(z.object({ type: z.string() }).loose())
      .min(1)
      .max(100),
    private_metadata: z.string().max(3_000).default(''),
    callback_id: z.string().max(255).default(''),
  })
  .loose()

const isView = (value: unknown): value is ModalView => View.safeParse(value).success

const open: Method = (world, args) => {
  const trigger = world.triggers.get(text(args, 'trigger_id'))
  if (trigger === undefined) return refuse('invalid_trigger_id')
  if (trigger.used) return refuse('exchanged_trigger_id')
  if (world.now() - trigger.madeAt > triggerMs) return refuse('expired_trigger_id')
  const view = args['view']
  if (!isView(view)) return refuse('invalid_arguments')
  trigger.used = true
  const id = world.nextId('V')
  world.views.set(id, { id, user: trigger.user, view, open: true, errors: {} })
  return { ok: true, view: { ...view, id } }
}

const publish: Method = (world, args) =>
  world.users.has(text(args, 'user_id')) ? { ok: true, view: args['view'] } : refuse('user_not_found')

export const views: Readonly<Record<string, Method>> = { 'views.open': open, 'views.publish': publish }
