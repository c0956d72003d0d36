import { lastApplied, mask } from './mask.ts'

const data = /(\\{0,7}"(stringData|data)\\{0,7}"\s{0,64}:\s{0,64}\{)([^{}]*)/g
const applied = new RegExp(`(${lastApplied.replaceAll('.', '\\.')}(\\\\{0,7}")\\s{0,64}:\\s{0,64})\\2`, 'g')

/** Masks the data of Secrets and kubectl's last-applied copies in JSON, also in JSON inside of a JSON string. */
export function maskJsonManifests(text: string): string {
  const secret = /kind\\{0,7}"\s{0,64}:\s{0,64}\\{0,7}"Secret(?:List)?\\{0,7}"/.test(text)
  const masked = text.replace(data, (whole: string, head: string, name: string, body: string) =>
    secret || name === 'stringData' ? `${head}${maskBody(body)}` : whole,
  )
  return maskApplied(masked)
}

const plainPair = /("[^"\\]*"\s*:\s*)"(?:[^"\\]|\\.)*"/g
const escapedPair = /((\\+")[^"\\]*\2\s*:\s*\2)[^"\\]*(\2)/g

/** The names of the keys stay; what is neither a name nor a text is not worth a guess. */
function maskBody(body: string): string {
  const pair = body.includes('\\"') && !/(?:^|[^\\])"/.test(body) ? escapedPair : plainPair
  if (body.replace(pair, '').replace(/[\s,]|\\n/g, '') !== '') return mask
  return pair === plainPair ? body.replace(pair, `$1"${mask}"`) : body.replace(pair, `$1${mask}$3`)
}

function maskApplied(text: string): string {
  let out = ''
  let from = 0
  for (const found of text.matchAll(applied)) {
    if (found.index < from) continue
    const [head, , mark = '"'] = found
    const start = found.index + head.length
    out += text.slice(from, start) + mask
    from = closing(text, start, mark)
  }
  return out + text.slice(from)
}

/** The next quote with as many backslashes as the first one had, or the end of a torn text. */
function closing(text: string, start: number, mark: string): number {
  let at = text.indexOf('"', start)
  while (at >= 0) {
    const slashes = /\\*$/.exec(text.slice(Math.max(start, at - 16), at))?.[0].length ?? 0
    if (slashes <= mark.length - 1) return at - slashes
    at = text.indexOf('"', at + 1)
  }
  return text.length
}
