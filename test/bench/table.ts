import type { Figure } from './figure.ts'

/** All figures as one table, columns as wide as what is in them. */
export function table(figures: readonly Figure[]): string {
  const rows = [heads, ...figures.map(cellsOf)]
  const widths = heads.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

const heads = ['figure', 'measured', 'against', 'ratio', 'bound', 'verdict']

function cellsOf({ what, measured, against, ratio, bound, verdict }: Figure): string[] {
  return [what, measured, against, ratio === null ? '-' : ratio.toFixed(2), bound, verdict]
}
