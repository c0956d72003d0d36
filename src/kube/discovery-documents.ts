import { z } from 'zod'
import type { ApiKind } from '../core/kube.ts'

const Resource = z.looseObject({
  resource: z.string(),
  responseKind: z.looseObject({ kind: z.string() }).nullish(),
  scope: z.string(),
  singularResource: z.string().default(''),
  verbs: z.array(z.string()).default([]),
  shortNames: z.array(z.string()).default([]),
  subresources: z.array(z.looseObject({ subresource: z.string() })).default([]),
})

/** Aggregated discovery: all groups of one root in one document. */
export const Aggregated = z.looseObject({
  kind: z.literal('APIGroupDiscoveryList'),
  items: z.array(
    z.looseObject({
      metadata: z.looseObject({ name: z.string().default('') }).default({ name: '' }),
      versions: z
        .array(z.looseObject({ version: z.string(), resources: z.array(Resource).default([]) }))
        .default([]),
    }),
  ),
})

/** The older documents: which versions there are … */
export const CoreVersions = z.looseObject({ kind: z.literal('APIVersions'), versions: z.array(z.string()) })
export const Groups = z.looseObject({
  kind: z.literal('APIGroupList'),
  groups: z.array(
    z.looseObject({
      name: z.string(),
      versions: z.array(z.looseObject({ version: z.string() })),
      preferredVersion: z.looseObject({ version: z.string() }).nullish(),
    }),
  ),
})

/** … and what is in one of them. */
export const Resources = z.looseObject({
  kind: z.literal('APIResourceList'),
  resources: z.array(
    z.looseObject({
      name: z.string(),
      kind: z.string(),
      singularName: z.string().default(''),
      namespaced: z.boolean(),
      verbs: z.array(z.string()).default([]),
      shortNames: z.array(z.string()).default([]),
    }),
  ),
})

/** The kinds of an aggregated document, each in the first (preferred) version of its group that has it. */
export function kindsOf(document: z.output<typeof Aggregated>): ApiKind[] {
  return document.items.flatMap(({ metadata, versions }) =>
    firstOfEach(
      versions.flatMap(({ version, resources }) =>
        resources.map((resource) => ({
          group: metadata.name,
          version,
          kind: resource.responseKind?.kind ?? '',
          plural: resource.resource,
          singular: resource.singularResource,
          shortNames: resource.shortNames,
          namespaced: resource.scope === 'Namespaced',
          verbs: resource.verbs,
          subresources: resource.subresources.map(({ subresource }) => subresource),
        })),
      ),
    ),
  )
}

/** The kinds of one older document. */
export function kindsIn(group: string, version: string, document: z.output<typeof Resources>): ApiKind[] {
  const { resources } = document
  return resources
    .filter(({ name }) => !name.includes('/'))
    .map((resource) => ({
      group,
      version,
      kind: resource.kind,
      plural: resource.name,
      singular: resource.singularName,
      shortNames: resource.shortNames,
      namespaced: resource.namespaced,
      verbs: resource.verbs,
      subresources: resources.flatMap(({ name }) =>
        name.startsWith(`${resource.name}/`) ? [name.slice(resource.name.length + 1)] : [],
      ),
    }))
}

/** Kinds in the order of preference, without later versions of the same. */
export function firstOfEach(kinds: readonly ApiKind[]): ApiKind[] {
  const seen = new Set<string>()
  return kinds.filter(({ plural, kind }) => {
    const known = seen.has(plural) || kind === ''
    seen.add(plural)
    return !known
  })
}
