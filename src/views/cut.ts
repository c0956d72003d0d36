/** The token forms that Slack understands and we use; every other `<` must be escaped. */
export const token =
  /<(?:@[UW][A-Z0-9]{1,32}|#[CGD][A-Z0-9]{1,32}|!subteam\^S[A-Z0-9]{1,32}|!date\^\d{1,16}\^[^<>|\n]{1,200}\|[^<>|\n]{1,200}|(?:https?:\/\/|mailto:)[^<>|\s]{1,3000}(?:\|[^<>|\n]{1,500})?)>/

const pieces = new RegExp(`${token.source}|&(?:amp|lt|gt);|[&<>]`, 'g')

/** mrkdwn in which every special character is a whole escape or part of a token of ours; `<!channel>` is none. */
export function mend(text: string): string {
  return text.toWellFormed().replace(pieces, (piece) => {
    if (piece.length > 1) return piece
    return piece === '&' ? '&amp;' : piece === '<' ? '&lt;' : '&gt;'
  })
}

/** At most `limit` characters, never ending inside an escape, a token, a character or an open fence. */
export function cut(text: string, limit: number): string {
  if (text.length <= limit) return closed(text, limit)
  const note = limit < 200 ? '…' : '… (cut)'
  const close = '\n```\n'
  const kept = whole(text, limit - note.length - (limit < 200 ? 0 : close.length))
  return isOpen(kept) && limit >= 200 ? `${kept}${close}${note}` : `${kept}${note}`
}

function closed(text: string, limit: number): string {
  if (!isOpen(text) || limit < 200) return text
  const close = '\n```'
  return text.length + close.length <= limit ? text + close : cut(text + ' '.repeat(close.length), limit)
}

/** Three back-ticks open a fence, the next three close it. */
export function isOpen(text: string): boolean {
  return text.split('```').length % 2 === 0
}

function whole(text: string, length: number): string {
  let end = Math.max(0, length)
  while (end > 0 && text[end] === '`' && text[end - 1] === '`') end -= 1
  const head = text
    .slice(0, end)
    .replace(/[\ud800-\udbff]$/, '')
    .replace(/&[a-z]{0,3}$/, '')
  const open = head.lastIndexOf('<')
  return open > head.lastIndexOf('>') && token.test(text.slice(open)) ? head.slice(0, open) : head
}
