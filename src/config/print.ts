import { didYouMean } from '../core/suggest.ts'
import type { Source } from './config.ts'

/** One line a setting: `http.port: 5 ← environment ROUNDSMAN_HTTP_PORT; shadowed: file=3, default=8080`. */
export function printSources(sources: readonly Source[], key?: string): string {
  const asked = sources.filter(
    (source) => key === undefined || source.key === key || source.key.startsWith(`${key}.`),
  )
  if (asked.length === 0)
    return `${key} is not set.${didYouMean(
      key ?? '',
      sources.map((source) => source.key),
    )}`
  return asked
    .toSorted((a, b) => (a.key < b.key ? -1 : 1))
    .map(line)
    .join('\n')
}

function line({ key, value, at, shadowed }: Source): string {
  const hidden = shadowed.map(({ layer, value }) => `${layer}=${value}`).join(', ')
  return `${key}: ${value} ← ${at}${hidden === '' ? '' : `; shadowed: ${hidden}`}`
}
