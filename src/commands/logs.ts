import { z } from 'zod'
import { defineRead } from '../bot/define.ts'
import type { Surroundings } from '../bot/command.ts'
import type { LogPick } from '../bot/health/pick-pod.ts'
import { clusterProblem } from '../bot/problem.ts'
import { done, failed } from '../core/outcome.ts'
import { resolveType } from '../core/types.ts'
import { logsView } from '../views/logs.ts'
import { countArg, durationArg, switchArg } from './args.ts'
import type { LogsAim } from './logs/aim.ts'
import { pickLog } from './logs/pick.ts'
import { aimAtOne, targetArgs } from './target.ts'

const mostBytes = 1024 * 1024

/** Shows the last lines that a container wrote; of a workload, those of the pod that is most likely meant. */
export const logs = defineRead({
  name: 'logs',
  summary: 'Show the last log lines of a pod, or of a pod of a workload',
  usage: 'logs POD | TYPE/NAME [-c CONTAINER] [-p] [--tail N] [--since 10m] [--timestamps] [-n NAMESPACE]',
  examples: [
    'logs deploy/api',
    'logs api-7d9f -c web --tail 200',
    'logs deploy/api --since 10m -g ERROR',
    'logs deploy/api -p',
  ],
  details:
    'The last 100 lines unless --tail says otherwise; 5,000 lines or 1 MiB at most. Of several pods the newest that is not ready is shown, and its name is said.',
  flags: ['container', 'previous', 'tail', 'since', 'timestamps', 'namespace'],
  words: ['...target'],
  permission: 'logs:read',
  risk: 'sensitive',
  args: z.object({
    ...targetArgs,
    container: z.string().optional(),
    previous: switchArg,
    timestamps: switchArg,
    tail: countArg('tail', 1, 5_000).default(100),
    since: durationArg,
  }),
  target({ target, namespace, ...how }, surroundings) {
    const [only = '', ...more] = target
    const container = containerBehind(target, surroundings)
    if (container !== undefined) return failed(container)
    const words = more.length === 0 && !only.includes('/') ? ['pods', only] : target
    const aim = aimAtOne({ target: words, namespace }, surroundings)
    return aim.ok ? done<LogsAim>({ ...aim.value, ...how }) : aim
  },
  async read(aim, context) {
    const picked = await pickLog(aim, context)
    if (!picked.ok) return picked
    const { ref, container } = picked.value
    const text = await context.session.logs(ref, {
      container,
      limitBytes: mostBytes,
      tailLines: aim.tail,
      ...(aim.previous ? { previous: true } : {}),
      ...(aim.timestamps ? { timestamps: true } : {}),
      ...(aim.since === undefined ? {} : { sinceSeconds: Math.ceil(aim.since / 1_000) }),
    })
    if (!text.ok) return clusterProblem(context.cluster.name, text.failure)
    return done<{ text: string; cut: boolean; pick: LogPick }>({
      text: text.value,
      cut: Buffer.byteLength(text.value) >= mostBytes,
      pick: picked.value,
    })
  },
  view: (found, aim) => logsView(found, aim),
})

/** kubectl takes `logs POD CONTAINER`; here two words are TYPE NAME, so the container has its flag. */
function containerBehind(
  [first = '', second, ...more]: readonly string[],
  { kinds }: Surroundings,
): string | undefined {
  if (second === undefined || more.length > 0 || second.includes('/')) return undefined
  if (first.includes('/')) return `Name the container with -c: logs ${first} -c ${second}. Nothing was run.`
  if (resolveType(kinds, first).ok) return undefined
  return `"${first}" is no type in this cluster. For a pod write logs ${first} -c ${second}, for a workload TYPE/NAME, for example logs deploy/${first} -c ${second}. Nothing was run.`
}
