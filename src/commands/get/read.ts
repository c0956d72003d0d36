import type { Answer, Selection, Session } from '../../bot/cluster.ts'
import type { ClusterContext } from '../../bot/command.ts'
import { clusterProblem, type Problem } from '../../bot/problem.ts'
import type { KubeObject } from '../../core/kube.ts'
import { done, type Outcome } from '../../core/outcome.ts'
import type { Got } from '../../views/get.ts'
import { refOf } from '../args.ts'
import { noSuchObject } from '../find.ts'
import type { GetAim, Wanted } from './aim.ts'

/** YAML is for reading, and nobody reads more than this in a chat. */
export const mostObjects = 100

/** Reads what was wanted: rows as the server prints them, or whole objects. */
export async function readWanted(aim: GetAim, context: ClusterContext): Promise<Outcome<Got, Problem>> {
  const { output } = aim.args
  return output === 'yaml' || output === 'json' ? readObjects(aim, context) : readTables(aim, context)
}

async function readTables(aim: GetAim, context: ClusterContext): Promise<Outcome<Got, Problem>> {
  const tables = []
  for (const wanted of aim.wanted) {
    const parts = await answersFor(wanted, aim, context, (selection) =>
      context.session.table(wanted.kind, selection),
    )
    if (!parts.ok) return parts
    const [first, ...more] = parts.value
    if (!first) continue
    const rows = [...first.rows, ...more.flatMap((table) => table.rows)]
    tables.push({ kind: wanted.kind, table: { ...first, rows } })
  }
  return done({ shape: 'tables', tables })
}

async function readObjects(aim: GetAim, context: ClusterContext): Promise<Outcome<Got, Problem>> {
  const objects: KubeObject[] = []
  let more = false
  for (const wanted of aim.wanted) {
    const parts = await answersFor(wanted, aim, context, (selection) =>
      objectsOf(context.session, wanted, selection),
    )
    if (!parts.ok) return parts
    const found = parts.value.flat()
    more ||= wanted.names.length === 0 && found.length > mostObjects
    objects.push(...found.slice(0, mostObjects))
  }
  return done({ shape: 'objects', objects, more })
}

async function objectsOf(
  session: Session,
  { kind }: Wanted,
  selection: Selection,
): Promise<Answer<readonly KubeObject[]>> {
  if (selection.name === undefined) return session.list(kind, { ...selection, limit: mostObjects + 1 })
  const found = await session.get(refOf(kind, selection.namespace, selection.name))
  return found.ok ? { ...found, value: [found.value] } : found
}

/** One answer for all of a kind, or one a name; the first failure stands for the whole. */
async function answersFor<Value>(
  { kind, names }: Wanted,
  { within, args }: GetAim,
  context: ClusterContext,
  ask: (selection: Selection) => Promise<Answer<Value>>,
): Promise<Outcome<readonly Value[], Problem>> {
  const namespace = kind.namespaced ? within : null
  const selection = {
    namespace,
    limit: args.limit,
    ...(args.selector === undefined ? {} : { labelSelector: args.selector }),
    ...(args.fieldSelector === undefined ? {} : { fieldSelector: args.fieldSelector }),
  }
  const asked = names.length === 0 ? [selection] : names.map((name) => ({ namespace, name }))
  const answers = await Promise.all(asked.map(async (one) => ({ one, answer: await ask(one) })))
  const values = []
  for (const { one, answer } of answers) {
    if (answer.ok) {
      values.push(answer.value)
    } else if (answer.failure.kind === 'notFound' && 'name' in one) {
      return noSuchObject(kind, refOf(kind, namespace, one.name), context)
    } else {
      return clusterProblem(context.cluster.name, answer.failure)
    }
  }
  return done(values)
}
