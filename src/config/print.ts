import type { Source } from './config.ts'

/**
 * One line a setting: `http.port (environment ROUNDSMAN_HTTP_PORT) = 5; shadowed: file = 3, default = 8080`. None
 * for a key that does not exist. The place comes before the value, so that what masks a token leaves it.
 */
export function printSources(sources: readonly Source[], key?: string): readonly string[] {
  return sources
    .filter((source) => key === undefined || source.key === key || source.key.startsWith(`${key}.`))
    .toSorted((a, b) => (a.key < b.key ? -1 : 1))
    .map(line)
}

function line({ key, at, value, shadowed }: Source): string {
  const hidden = shadowed.map(({ layer, value }) => `${layer} = ${value}`).join(', ')
  return `${key} (${at}) = ${value}${hidden === '' ? '' : `; shadowed: ${hidden}`}`
}
