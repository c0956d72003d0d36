/** One page of a long text, as it goes into one message. */
export interface TextPage {
  /** The column names, then the lines of this page. */
  readonly text: string
  /** Which lines of the whole these are, from 1, without the column names; 0 and 0 when there are none. */
  readonly first: number
  readonly last: number
  readonly total: number
}

/** What a phone shows without a long scroll and a section surely holds. */
const mostLines = 40
const mostCharacters = 2_600
const longestLine = 1_200

/** Cuts a text into pages. The bot counts with this and the views draw with this, so that they agree. */
export function pagesOf(text: string, headerLines: number): readonly [TextPage, ...TextPage[]] {
  const all = text.split('\n')
  if (all.at(-1) === '') all.pop()
  const header = all.slice(0, headerLines).map(shortened)
  const budget = { lines: mostLines - header.length, characters: mostCharacters - costOf(header) }
  const wrapped = all.slice(headerLines).flatMap((line, index) => wrap(line, index + 1))
  const total = Math.max(0, all.length - headerLines)
  const [first = [], ...more] = fill(wrapped, budget)
  return [draw(first), ...more.map(draw)]

  function draw(pieces: readonly Piece[]): TextPage {
    return {
      text: [...header, ...pieces.map((piece) => piece.text)].join('\n'),
      first: pieces[0]?.line ?? 0,
      last: pieces.at(-1)?.line ?? 0,
      total,
    }
  }
}

interface Piece {
  readonly text: string
  readonly line: number
}

function fill(pieces: readonly Piece[], budget: { lines: number; characters: number }): Piece[][] {
  const pages: Piece[][] = []
  let page: Piece[] = []
  let left = budget.characters
  for (const piece of pieces) {
    const cost = costOf([piece.text])
    if (page.length > 0 && (page.length >= budget.lines || cost > left)) {
      pages.push(page)
      page = []
      left = budget.characters
    }
    page.push(piece)
    left -= cost
  }
  return page.length > 0 ? [...pages, page] : pages
}

/** Slack counts what it is sent: `&` as `&amp;`, and a back-tick with the invisible space that tames it. */
function costOf(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + line.length + 1 + 4 * (line.match(/[&<>`]/g)?.length ?? 0), 0)
}

/** A line longer than a page goes on in the next line; nothing is left out. */
function wrap(text: string, line: number): Piece[] {
  if (costOf([text]) <= longestLine) return [{ text, line }]
  const pieces: Piece[] = []
  let start = 0
  while (start < text.length) {
    const end = fitting(text, start)
    pieces.push({ text: text.slice(start, end), line })
    start = end
  }
  return pieces
}

/** Where to cut: within the budget and never inside of a character of two halves. */
function fitting(text: string, start: number): number {
  let end = start
  let left = longestLine
  while (end < text.length) {
    const width = (text.codePointAt(end) ?? 0) > 0xffff ? 2 : 1
    left -= '&<>`'.includes(text.charAt(end)) ? 5 : width
    if (left < 0) break
    end += width
  }
  return end
}

function shortened(line: string): string {
  const most = 300
  return line.length <= most ? line : `${line.slice(0, most - 1)}…`
}
