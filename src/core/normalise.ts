/** A typed line as it was meant: Slack's escapes and tokens undone, a phone's typography undone, prefixes gone. */
export function normalise(text: string): string {
  const plain = lookalikes(unescape(text).normalize('NFKC'))
  return unwrap(spaces(dashes(quotes(plain))))
}

/**
 * Tokens first and in the same pass as the escapes: what was escaped was typed, so `&lt;!channel&gt;` is text
 * and never becomes a token.
 */
function unescape(text: string): string {
  return text.replace(/<([^<>]*)>|&(amp|lt|gt);/g, (whole: string, token?: string, escape?: string) => {
    if (token !== undefined) return untoken(token, whole)
    return escape === 'lt' ? '<' : escape === 'gt' ? '>' : '&'
  })
}

function untoken(token: string, whole: string): string {
  const bar = token.indexOf('|')
  const target = bar < 0 ? token : token.slice(0, bar)
  const label = bar < 0 ? '' : token.slice(bar + 1)
  if (/^[@#]\w/.test(target)) return target
  if (target.startsWith('!')) return unescape(label) || `@${target.slice(1)}`
  if (/^[a-z][a-z0-9+.-]*:/i.test(target)) return unescape(label || target.replace(/^mailto:/i, ''))
  return whole
}

/** Our own answers print the marks of mrkdwn as these, and people copy names from them. */
function lookalikes(text: string): string {
  return text
    .replaceAll('\u2217', '*')
    .replaceAll('\u02cd', '_')
    .replaceAll('\u223c', '~')
    .replaceAll('\u02cb', '`')
}

function quotes(text: string): string {
  return text.replace(/[\u201c-\u201f]/g, '"').replace(/[\u2018-\u201b]/g, "'")
}

/**
 * Phones turn `--` into one long dash. A long dash before a single letter was one hyphen; before more it was two;
 * alone it is punctuation, and never the `--` that ends the flags. Quoted text is left as it is.
 */
function dashes(text: string): string {
  return text
    .replace(/[\u2010\u2011\u2212]/g, '-')
    .replace(
      /"[^"]*"|'[^']*'|(^|\s)[\u2013-\u2015]{1,2}(\S*)/g,
      (whole: string, space?: string, word?: string) => {
        if (space === undefined || !word) return whole
        return `${space}${/^[a-z](?:=|$)/i.test(word) ? '-' : '--'}${word}`
      },
    )
}

function spaces(text: string): string {
  return text
    .replace(/[\u200c-\u200f\u2060\ufeff]/g, '')
    .replace(/[\s\u200b]/g, ' ')
    .trim()
}

const prefix = /^(?:(?:kubectl|k|\/?k8s|\/k[a-z0-9_-]*|@[UW][A-Z0-9]+[:,]?)(?: +|$))+/i

/** What people put around a line: a mention, `kubectl`, back-ticks; in any order, until none is left. */
function unwrap(line: string): string {
  const inner = unticked(line).replace(prefix, '').trim()
  return inner === line ? line : unwrap(inner)
}

function unticked(line: string): string {
  const ticks = /^(`{1,3})([^`]*)\1$/.exec(line)
  return ticks ? (ticks[2] ?? '').trim() : line
}
