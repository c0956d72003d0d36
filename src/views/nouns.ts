import type { ApiKind } from '../core/kube.ts'

/** What people call one of a kind, and several. */
export function nounOf({ singular, kind, plural }: Pick<ApiKind, 'singular' | 'kind' | 'plural'>): {
  readonly one: string
  readonly many: string
} {
  return { one: singular === '' ? kind.toLowerCase() : singular, many: plural }
}

/** `1 pod`, `3 pods`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

/** `pod/api-1`, `deployment.apps/api`: what `-o name` prints. */
export function refName(kind: Pick<ApiKind, 'singular' | 'kind' | 'plural' | 'group'>, name: string): string {
  return `${nounOf(kind).one}${kind.group === '' ? '' : `.${kind.group}`}/${name}`
}
