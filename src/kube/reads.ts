import { z } from 'zod'
import type { Answer, Selection, Session } from '../bot/cluster.ts'
import type { ApiKind, KubeObject } from '../core/kube.ts'
import { AnyObject, mapped, readAs } from './answers.ts'
import { gather } from './pages.ts'
import { collectionPath, objectPath } from './paths.ts'
import { pairs, type KubeRequest } from './request.ts'
import { isSecret, secretsAreNotRead } from './secrets.ts'

export type Ask = (request: KubeRequest) => Promise<Answer<string>>

/** One object, read whole. */
export function getWith(ask: Ask): Session['get'] {
  return async (ref) => {
    if (isSecret(ref)) return secretsAreNotRead()
    const path = objectPath(ref)
    if (!path.ok) return path
    const request = { verb: 'get', method: 'GET', path: path.value, repeat: 'read', keep: true } as const
    return readAs(await ask(request), AnyObject)
  }
}

const List = z.looseObject({
  metadata: ListMetadata(),
  items: z.array(AnyObject).nullish(),
})

/** All objects of a selection, page by page. */
export function listWith(ask: Ask): Session['list'] {
  return async (kind, selection) => {
    if (isSecret(kind)) return secretsAreNotRead()
    const path = collectionPath({ ...kind, namespace: selection.namespace })
    if (!path.ok) return path
    const gathered = await gather(selection.limit ?? Infinity, async (size, token) => {
      const query = selecting(selection, { limit: size, continue: token ?? undefined })
      const request = {
        verb: 'list',
        method: 'GET',
        path: path.value,
        query,
        repeat: 'read',
        keep: true,
      } as const
      return mapped(readAs(await ask(request), List), ({ items, metadata }) => ({
        items: (items ?? []).map((item) => named(item, kind)),
        next: metadata.continue || null,
        remaining: metadata.remainingItemCount ?? null,
      }))
    })
    return mapped(gathered, ({ items }) => items)
  }
}

/** What a list says of itself. */
export function ListMetadata() {
  return z
    .looseObject({ continue: z.string().optional(), remainingItemCount: z.number().optional() })
    .default({})
}

/** A selection as query pairs. */
export function selecting(
  selection: Selection,
  more: Record<string, string | number | boolean | undefined>,
): [string, string][] {
  const byName = selection.name === undefined ? undefined : `metadata.name=${selection.name}`
  const fields = [selection.fieldSelector, byName].filter((part) => part !== undefined)
  return pairs({
    labelSelector: selection.labelSelector,
    fieldSelector: fields.length === 0 ? undefined : fields.join(','),
    ...more,
  })
}

/** Items of a list do not say what they are. */
function named(item: KubeObject, kind: ApiKind): KubeObject {
  return { apiVersion: apiVersionOf(kind), kind: kind.kind, ...item }
}

/** `apps/v1`, or `v1` for the core group. */
export function apiVersionOf(kind: { readonly group: string; readonly version: string }): string {
  return kind.group === '' ? kind.version : `${kind.group}/${kind.version}`
}
