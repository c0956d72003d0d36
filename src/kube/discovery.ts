import type { z } from 'zod'
import type { Answer } from '../bot/cluster.ts'
import type { ApiKind } from '../core/kube.ts'
import { done } from '../core/outcome.ts'
import { readAs } from './answers.ts'
import {
  Aggregated,
  CoreVersions,
  firstOfEach,
  Groups,
  kindsIn,
  kindsOf,
  Resources,
} from './discovery-documents.ts'
import type { Ask } from './reads.ts'

const aggregated = ['v2', 'v2beta1'].map(
  (version) => `application/json;g=apidiscovery.k8s.io;v=${version};as=APIGroupDiscoveryList`,
)
const accept = [...aggregated, 'application/json'].join(',')

/** Every kind of a cluster: two documents, or one per group and version from servers before 1.27. */
export async function discover(ask: Ask): Promise<Answer<readonly ApiKind[]>> {
  const [core, groups] = await Promise.all([discoverCore(ask), discoverGroups(ask)])
  if (!core.ok) return core
  if (!groups.ok) return groups
  return done([...core.value, ...groups.value])
}

async function discoverCore(ask: Ask): Promise<Answer<ApiKind[]>> {
  const answer = await fetchDocument(ask, '/api', Aggregated.or(CoreVersions))
  if (!answer.ok) return answer
  if (answer.value.kind === 'APIGroupDiscoveryList') return done(kindsOf(answer.value))
  return inVersions(ask, { group: '', root: '/api', versions: answer.value.versions })
}

async function discoverGroups(ask: Ask): Promise<Answer<ApiKind[]>> {
  const answer = await fetchDocument(ask, '/apis', Aggregated.or(Groups))
  if (!answer.ok) return answer
  if (answer.value.kind === 'APIGroupDiscoveryList') return done(kindsOf(answer.value))
  const found = await Promise.all(
    answer.value.groups.map(async ({ name, versions, preferredVersion }) => {
      const preferred = preferredVersion?.version
      const others = versions.map(({ version }) => version).filter((version) => version !== preferred)
      const ordered = preferred === undefined ? others : [preferred, ...others]
      return inVersions(ask, { group: name, root: `/apis/${name}`, versions: ordered })
    }),
  )
  // An aggregated API that is away must not hide the others.
  return done(found.flatMap((kinds) => (kinds.ok ? kinds.value : [])))
}

async function inVersions(
  ask: Ask,
  at: { readonly group: string; readonly root: string; readonly versions: readonly string[] },
): Promise<Answer<ApiKind[]>> {
  const kinds: ApiKind[] = []
  for (const version of at.versions) {
    const answer = await fetchDocument(ask, `${at.root}/${version}`, Resources)
    if (!answer.ok) return answer
    kinds.push(...kindsIn(at.group, version, answer.value))
  }
  return done(firstOfEach(kinds))
}

async function fetchDocument<Value>(
  ask: Ask,
  path: string,
  schema: z.ZodType<Value>,
): Promise<Answer<Value>> {
  return readAs(await ask({ verb: 'discover', method: 'GET', path, accept, repeat: 'read' }), schema)
}
