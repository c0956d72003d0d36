import { mask } from './mask.ts'
import { endsSensitive, isSensitiveKey } from './sensitive-key.ts'

const marks = '[\\\\"\']{0,8}'
const keyed = new RegExp(`(?<![\\w.-])([\\w.-]+)(${marks})([ \\t]{0,64})(=>|:=|[:=])[ \\t]{0,64}`, 'g')
const named = new RegExp(
  `\\bname${marks}\\s{0,8}[:=]\\s{0,8}${marks}([\\w.-]{1,128})${marks}\\s{0,8},?\\s{0,80}${marks}value${marks}[ \\t]{0,8}[:=][ \\t]{0,64}`,
  'gi',
)
const valueFirst = new RegExp(
  `(\\bvalue${marks}\\s{0,8}:\\s{0,8})(\\\\{0,7}")([^"\\n]{0,4096}?)(\\2\\s{0,8},?\\s{0,80}${marks}name${marks}\\s{0,8}:\\s{0,8}${marks}([\\w.-]{1,128})\\\\{0,7}")`,
  'gi',
)

/** Masks values by the name in front of them: `key=value`, JSON, YAML, headers, and `name: KEY, value: x` pairs. */
export function maskAssignments(text: string): string {
  const keys = maskAfter(text, keyed, namesSecret)
  const pairs = maskAfter(keys, named, ([, name = '']) => isSensitiveKey(name))
  if (!pairs.includes('value')) return pairs
  return pairs.replace(valueFirst, (whole: string, ...groups: string[]) => {
    const [head = '', mark = '', , tail = '', name = ''] = groups
    return isSensitiveKey(name) ? `${head}${mark}${mask}${tail}` : whole
  })
}

/**
 * What only contains a secret's word is often a name: `image: shop/auth-service:2`, `volume "db-credentials" : …`.
 * So it must stand there as a key does.
 */
function namesSecret(found: RegExpExecArray): boolean {
  const [whole, key = '', quotes = '', space = '', sign = ''] = found
  if (endsSensitive(key)) return true
  if (!isSensitiveKey(key) || (key === 'auth' && quotes === '')) return false
  if (sign !== ':') return true
  const before = found.input[found.index - 1]
  const next = found.input[found.index + whole.length]
  if (space !== '' || (before === '/' && quotes === '' && !startsLine(found.input, found.index))) return false
  return /[ \t]$/.test(whole) || /["'\\[]/.test(next ?? ' ') || /^[A-Z][A-Z0-9_]+$/.test(key)
}

function maskAfter(text: string, key: RegExp, isSecret: (found: RegExpExecArray) => boolean): string {
  let out = ''
  let from = 0
  key.lastIndex = 0
  for (let found = key.exec(text); found; found = key.exec(text)) {
    if (!isSecret(found)) continue
    const start = found.index + found[0].length
    const { end, replacement } = valueAt(text, start, startsLine(text, found.index))
    out += text.slice(from, start) + replacement
    from = end
    key.lastIndex = Math.max(end, start)
  }
  return out + text.slice(from)
}

/** In YAML the value is the rest of the line; in prose and logs it ends at the next space. */
function startsLine(text: string, index: number): boolean {
  const before = text.slice(Math.max(0, index - 128), index)
  return /(?:^|\n)[ \t]*(?:- +)*["']?[\w./-]*$/.test(before)
}

const doubleQuoted = /"(?:[^"\\\n]|\\.)*"/y
const singleQuoted = /'(?:[^'\n]|'')*'/y
const ticked = /`[^`\n]+`/y
const escapedQuoted = /(\\{1,7}")[^"\n]*?\1/y
const harmless =
  /(?:true|false|null|nil|none|undefined|\{\}|\[\]|[[{|>][-+]?(?=\s|$|\\n)|[[{](?=["'\\\s])|<(?:set to the key [^<>\n]{0,512}|unset|none|nil|redacted)>)(?=[\s,;}\])"'\\]|$)/iy
const scheme = /(?:bearer|basic|digest|token|negotiate|apikey)[ \t]{1,8}(?=\S)/iy
const bare = /(?:[^\s"'`<>,;&\\]|[,;&](?![\w.-]{1,64}[=:])|\\(?!["'])|[<>](?=[^\s@#!]))+/y
const line = /[^\n]+/y

function valueAt(text: string, start: number, ownLine: boolean): { end: number; replacement: string } {
  const nothing = { end: start, replacement: '' }
  const items = matchAt(list, text, start)
  if (items !== undefined) return { end: start + items.length, replacement: maskItems(items) }
  if (matchAt(harmless, text, start) !== undefined) return nothing
  for (const form of [escapedQuoted, doubleQuoted, singleQuoted, ticked]) {
    const whole = matchAt(form, text, start)
    if (whole === undefined) continue
    const mark = /^\\*["'`]/.exec(whole)?.[0] ?? ''
    const empty = whole.length === 2 * mark.length
    return { end: start + whole.length, replacement: empty ? whole : `${mark}${mask}${mark}` }
  }
  if (ownLine) return lineAt(text, start)
  const named = matchAt(scheme, text, start) ?? ''
  const value = matchAt(bare, text, start + named.length)
  if (value === undefined) return nothing
  return { end: start + named.length + value.length, replacement: mask }
}

/** A list of texts; a torn or a nested one is left to the forms below. */
const list = /\[\s{0,256}\\{0,7}["'][^\][{}]{0,4096}\]/y

function maskItems(items: string): string {
  const mark = /\\*["']/.exec(items)?.[0] ?? ''
  return `[${mark}${mask}${mark}]`
}

function lineAt(text: string, start: number): { end: number; replacement: string } {
  const whole = matchAt(line, text, start)
  return whole === undefined
    ? { end: start, replacement: '' }
    : { end: start + whole.length, replacement: mask }
}

function matchAt(pattern: RegExp, text: string, index: number): string | undefined {
  pattern.lastIndex = index
  return pattern.exec(text)?.[0]
}
