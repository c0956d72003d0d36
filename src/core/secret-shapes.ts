import { mask } from './mask.ts'

/** Every pattern is a fixed beginning and then one run of characters, so that none can backtrack. */
const shapes: readonly RegExp[] = [
  /eyJ[\w-]{16,}(?:\.[\w-]*){0,4}/g,
  /(?:AKIA|ASIA|AGPA|AIDA|AROA|ABIA|ACCA)[A-Z0-9]{16}/g,
  /gh[pousr]_[A-Za-z0-9]{16,}/g,
  /github_pat_\w{20,}/g,
  /gl(?:pat|ptt|dt|rt|cbt|ft|agent)-[\w.-]{16,}/g,
  /xox[a-z](?:\.xox[a-z])?-[\w-]{8,}/g,
  /xapp-[\w-]{8,}/g,
  /(?<![A-Za-z0-9])[sr]k[-_](?=[a-z0-9_-]{0,32}[A-Z]|live|test|proj|ant)[\w-]{16,}/g,
  /AIza[\w-]{35}/g,
  /npm_[A-Za-z0-9]{30,}/g,
  /hv[bsr]\.[\w-]{20,}/g,
  /(?<=hooks\.slack\.com\/(?:services|workflows|triggers)\/)[\w/]{8,}/g,
]

/** Masks what is a secret by its shape alone, wherever it stands. */
export function maskShapes(text: string): string {
  const bearers = maskLogins(maskPem(text)).replace(
    /(\bbearer[ \t]{1,8})(?=[a-z/]{0,64}[\dA-Z._~+=-])[\w.~+/=-]{8,}/gi,
    `$1${mask}`,
  )
  return shapes.reduce((masked, shape) => masked.replace(shape, mask), bearers)
}

/** `scheme://user:password@host`, with a slash in the password too unless it is a port's, and Go's `user:password@tcp(`. */
function maskLogins(text: string): string {
  if (!text.includes('@')) return text
  return text
    .replace(/(:\/\/[^\s:@/"'<>]{0,256}):[^\s/"'<>]{1,512}@/g, `$1:${mask}@`)
    .replace(
      /(:\/\/[^\s:@/"'<>]{0,256}):(?!\d{1,5}[/?#])[^\s@/"'<>]{0,256}\/[^\s@"'<>]{0,512}@(?:[^\s@/"'<>]{0,256}@)?/g,
      `$1:${mask}@`,
    )
    .replace(/(?<![\w.%+-])([\w.%+-]{1,128}):[^\s"'`]{1,256}?@(?=(?:tcp6?|udp|unix)\()/g, `$1:${mask}@`)
}

const longestPem = 32_768

/** Searched by hand: a pattern for `BEGIN … END` would look through the whole text at every BEGIN. */
function maskPem(text: string): string {
  let out = ''
  let from = 0
  let end = -1
  for (let begin = text.indexOf('-----BEGIN '); begin >= 0; begin = text.indexOf('-----BEGIN ', from)) {
    if (end < begin) end = text.indexOf('-----END ', begin)
    if (end < 0) end = Infinity
    out += text.slice(from, begin) + mask
    from = end - begin > longestPem ? begin + tornLength(text, begin) : end + endLength(text, end)
  }
  return out + text.slice(from)
}

const endLine = /-----END [A-Z0-9 ]{0,64}(?:-----)?/y
const torn = /-----BEGIN [A-Z0-9 ]{0,64}(?:-----)?(?:(?:\\[nr]|\s)*[A-Za-z0-9+/=]{16,})*/y

function endLength(text: string, at: number): number {
  endLine.lastIndex = at
  return endLine.exec(text)?.[0].length ?? 0
}

/** A log that was cut inside of a key: all that still looks like its body. */
function tornLength(text: string, at: number): number {
  torn.lastIndex = at
  return torn.exec(text)?.[0].length ?? '-----BEGIN '.length
}
