import type { Answer, Cluster, Session } from '../../src/bot/cluster.ts'
import type { Log, Meter } from '../../src/bot/ports.ts'
import type { ApiKind, ObjectRef } from '../../src/core/kube.ts'
import { connectClusters } from '../../src/kube/clusters.ts'
import { countingLine } from './counting-line.ts'
import { judged, type Figure } from './figure.ts'
import type { Place } from './places.ts'
import { operator, podsNamespace } from './pods.ts'
import { times } from './times.ts'

const calls = 200

/** How many connections 200 calls cost, one after another, and four at once beside a watch. */
export async function handshakes(place: Place, folder: string): Promise<readonly Figure[]> {
  return [
    await counted(place, folder, { atOnce: 1, most: 4 }),
    // Calls and streams have connections of their own: one for each that runs at once, and none for what comes later.
    await counted(place, folder, { atOnce: 4, most: 9 }),
  ]
}

interface Load {
  readonly atOnce: number
  readonly most: number
}

async function counted(place: Place, folder: string, { atOnce, most }: Load): Promise<Figure> {
  const line = await countingLine(place, folder)
  const { kubeconfig } = line
  const timeouts = { callMs: 10_000, connectMs: 3_000 }
  const { all } = connectClusters([{ name: 'counted', kubeconfig, context: place.context, timeouts }], {
    log: silent,
    meter: unread,
  })
  try {
    for (const cluster of all) await mixture(cluster, atOnce)
    const made = line.count()
    return judged(
      {
        what: `${place.name}: TLS handshakes`,
        measured: String(made),
        against: `${calls} calls (tables, logs, tried writes), ${atOnce} at once, and a watch`,
        ratio: made / calls,
        bound: `≤ ${most}`,
      },
      made <= most,
    )
  } finally {
    await Promise.all(all.map((cluster) => cluster.close()))
    await line.close()
  }
}

async function mixture(cluster: Cluster, atOnce: number): Promise<void> {
  const kinds = answered(await cluster.kinds())
  const kindOf = (plural: string) => {
    const found = kinds.find((kind) => kind.plural === plural && ['', 'apps'].includes(kind.group))
    if (!found) throw new Error(`The cluster knows no ${plural}`)
    return found
  }
  const session = cluster.as(operator, 'bench')
  const pods = kindOf('pods')
  const { rows } = answered(await session.table(pods, { namespace: podsNamespace }))
  const pod = inBench(pods, rows[0]?.name ?? '')
  const api = inBench(kindOf('deployments'), 'api')
  const enough = new AbortController()
  const watching = session.watch(pods, { namespace: podsNamespace }, () => {}, enough.signal)
  const turn = async (number: number): Promise<void> => {
    if (number % 3 === 0) answered(await session.table(pods, { namespace: podsNamespace }))
    else if (number % 3 === 1) answered(await logs(session, pod))
    else answered(await session.patch(api, annotate, { dryRun: true }))
  }
  const worker = (first: number) => times(calls / atOnce, (index) => turn(first + index))
  await Promise.all(Array.from({ length: atOnce }, (_, first) => worker(first)))
  enough.abort()
  await watching
}

function inBench({ group, version, kind, plural }: ApiKind, name: string): ObjectRef {
  return { group, version, kind, plural, name, namespace: podsNamespace }
}

/** Pretended nodes have no logs; that the server says so is an answer as well. */
async function logs(session: Session, pod: ObjectRef): Promise<Answer<string>> {
  const answer = await session.logs(pod, { tailLines: 20 })
  return answer.ok || answer.failure.kind !== 'refused' ? answer : { ok: true, value: '' }
}

const annotate = {
  verb: 'patch',
  type: 'merge',
  body: { metadata: { annotations: { 'bench.example.com/tried': 'yes' } } },
} as const

function answered<Value>(answer: Answer<Value>): Value {
  if (!answer.ok) throw new Error(`The cluster answered ${answer.failure.kind}: ${answer.failure.message}`)
  return answer.value
}

const nothing = (): void => {}
const silent: Log = { debug: nothing, info: nothing, warn: nothing, error: nothing }
const unread: Meter = {
  command: nothing,
  denial: nothing,
  approval: nothing,
  answered: nothing,
  clusterCall: nothing,
  duplicateRisk: nothing,
}
