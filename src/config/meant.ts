import { closest } from '../core/suggest.ts'

/** ` Did you mean policyFile?`: the nearest key, else those of which a part is near: its last name, or that one's first word. */
export function meantBy(word: string, keys: readonly string[]): string {
  const whole = closest(word, keys)
  const found = whole === undefined ? keysByPart(word, keys) : [whole]
  return found.length === 0 ? '' : ` Did you mean ${found.join(' or ')}?`
}

function keysByPart(word: string, keys: readonly string[]): readonly string[] {
  const near = closest(word, keys.flatMap(partsOf))
  return near === undefined ? [] : keys.filter((key) => partsOf(key).includes(near))
}

function partsOf(key: string): readonly string[] {
  const name = key.slice(key.lastIndexOf('.') + 1)
  return [name, name.replace(/[A-Z].*$/, '')]
}
