import { dig, digList, digText, type Json, isRecord } from '../store/json.ts'
import { byPath, resourceOf, resources } from '../store/resources.ts'
import type { KubeObject, ObjectStore, Resource } from '../store/types.ts'

export interface PrinterColumn {
  readonly name: string
  readonly type: string
  readonly priority: number
  readonly path: string
}

/** A kind that a CustomResourceDefinition brought. */
export interface CustomResource extends Resource {
  readonly columns: readonly PrinterColumn[]
}

/** Everything that is served now: the built-in kinds and the custom ones. */
export const servedResources = (store: ObjectStore): readonly Resource[] => [
  ...resources,
  ...store.list(resourceOf('CustomResourceDefinition')).flatMap(customResources),
]

/** The resource that is served at a place in the API. */
export const servedAt = (
  store: ObjectStore,
  group: string,
  version: string,
  plural: string,
): Resource | undefined =>
  byPath(group, version, plural) ??
  servedResources(store).find(
    (resource) => resource.group === group && resource.version === version && resource.plural === plural,
  )

/** Whether a resource is a custom one. */
export const isCustom = (resource: Resource): resource is CustomResource => 'columns' in resource

/** The resources that one definition serves, one per served version. */
export function customResources({ spec }: KubeObject): CustomResource[] {
  const names = dig(spec, 'names')
  const kind = digText(names, 'kind') ?? ''
  return digList(spec, 'versions')
    .filter((version) => dig(version, 'served') === true)
    .map((version) => ({
      group: digText(spec, 'group') ?? '',
      version: digText(version, 'name') ?? '',
      kind,
      plural: digText(names, 'plural') ?? '',
      singular: digText(names, 'singular') ?? kind.toLowerCase(),
      shortNames: texts(digList(names, 'shortNames')),
      categories: texts(digList(names, 'categories')),
      namespaced: digText(spec, 'scope') !== 'Cluster',
      subresources: dig(version, 'subresources', 'status') === undefined ? [] : ['status'],
      columns: digList(version, 'additionalPrinterColumns').filter(isRecord).map(printerColumn),
    }))
}

const texts = (list: readonly unknown[]): string[] => list.filter((item) => typeof item === 'string')

const printerColumn = (column: Json): PrinterColumn => ({
  name: digText(column, 'name') ?? '',
  type: digText(column, 'type') ?? 'string',
  priority: Number(column['priority'] ?? 0),
  path: digText(column, 'jsonPath') ?? '',
})
