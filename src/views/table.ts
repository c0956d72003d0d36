export interface Column {
  readonly name: string
  /** Above 0: only shown when the table is wide. */
  readonly priority?: number
}

/** Aligned lines as kubectl prints them: the names in capitals on top, three spaces between columns. */
export function textTable(
  columns: readonly (Column | string)[],
  rows: readonly (readonly string[])[],
  { wide }: { readonly wide: boolean } = { wide: false },
): string[] {
  const named = columns.map((column) => (typeof column === 'string' ? { name: column } : column))
  const shown = named.flatMap(({ priority = 0 }: Column, index) => (wide || priority === 0 ? [index] : []))
  const head = shown.map((index) => flat(named[index]?.name ?? '').toUpperCase())
  const cells = rows.map((row) => shown.map((index) => flat(row[index] ?? '')))
  const lines = [head, ...cells]
  const widths = head.map((_, column) =>
    lines.reduce((most, line) => Math.max(most, width(line[column] ?? '')), 0),
  )
  return lines.map((line) =>
    line
      .map((cell, column) => padded(cell, widths[column] ?? 0))
      .join('   ')
      .trimEnd(),
  )
}

/** One line per cell: a newline or a colour code in a cell would break every column behind it. */
function flat(cell: string): string {
  return cell
    .replace(/\u001b\[[0-9;:?]{0,64}[ -/]{0,8}[@-~]/g, '')
    .replace(/[\s\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069]+/g, ' ')
    .trim()
}

function padded(cell: string, to: number): string {
  return cell + ' '.repeat(Math.max(0, to - width(cell)))
}

const zero = /^[\p{Mark}\p{Cf}]$/u
const double =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]$/u

/** Columns on the screen: East Asian letters and emoji take two, combining marks none. */
function width(text: string): number {
  if (/^[ -~]*$/.test(text)) return text.length
  return Array.from(text).reduce(
    (sum, letter) => sum + (zero.test(letter) ? 0 : double.test(letter) ? 2 : 1),
    0,
  )
}
