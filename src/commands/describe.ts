import { z } from 'zod'
import { defineRead } from '../bot/define.ts'
import { failed } from '../core/outcome.ts'
import { describeView } from '../views/describe.ts'
import { around } from './describe/around.ts'
import { findObject } from './find.ts'
import { aimAtOne, targetArgs } from './target.ts'

/** Shows one object, and first why it is not ready. */
export const describe = defineRead({
  name: 'describe',
  summary: 'Show one object in detail, and first why it is not ready',
  usage: 'describe TYPE/NAME [-n NAMESPACE]',
  examples: ['describe pod/api-7d9f', 'describe deploy api -n shop', 'describe node node-1'],
  details:
    'Pods, workloads, services and nodes are explained; every other kind is shown with its conditions and events.',
  flags: ['namespace'],
  words: ['...target'],
  permission: 'objects:read',
  risk: 'read',
  args: z.object(targetArgs),
  target(args, surroundings) {
    const aim = aimAtOne(args, surroundings)
    if (aim.ok && aim.value.kind.group === '' && aim.value.kind.plural === 'secrets') {
      return failed(
        `Secrets are listed only, with their type and the number of their keys: get secret ${aim.value.ref.name}.`,
      )
    }
    return aim
  },
  async read(aim, context) {
    const object = await findObject(aim, context)
    return object.ok ? around(object.value, aim, context) : object
  },
  view: (described) => describeView(described),
})
