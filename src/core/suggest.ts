/** The candidate that was most likely meant; undefined when none is near enough. */
export function closest(word: string, candidates: readonly string[]): string | undefined {
  const wanted = word.toLowerCase()
  const bound = tolerance(wanted.length)
  let best: { candidate: string; distance: number } | undefined
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - wanted.length) > bound) continue
    const distance = damerauLevenshtein(wanted, candidate.toLowerCase())
    if (distance <= bound && distance < (best?.distance ?? Infinity)) best = { candidate, distance }
  }
  return best?.candidate
}

/** ` Did you mean get?`, with the space in front, or nothing at all: made to be appended to a sentence. */
export function didYouMean(word: string, candidates: readonly string[]): string {
  const found = closest(word, candidates)
  return found === undefined ? '' : ` Did you mean ${found}?`
}

/** Two letters that are one slip away from everything need no suggestion. */
function tolerance(length: number): number {
  if (length <= 2) return 0
  if (length <= 4) return 1
  if (length <= 40) return Math.min(3, Math.floor(length / 3) + 1)
  return length > 253 ? -1 : 3
}

/** Insertions, deletions, replacements and swaps of neighbours count one each. */
function damerauLevenshtein(a: string, b: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row]
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1]
      const swapped = column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
      current.push(
        Math.min(
          at(last, column) + 1,
          at(current, column - 1) + 1,
          at(last, column - 1) + (same ? 0 : 1),
          swapped ? at(beforeLast, column - 2) + 1 : Infinity,
        ),
      )
    }
    beforeLast = last
    last = current
  }
  return at(last, b.length)
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Infinity
}
