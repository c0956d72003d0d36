import { environmentName, fileVariable } from './environment.ts'
import { Config, secretKeys } from './schema.ts'
import { leaves, shapeOf } from './shape.ts'

/** Whether somebody only wants to know what may be typed. */
export function wantsUsage(argv: readonly string[]): boolean {
  return argv.includes('--help') || argv.includes('-h')
}

/** What may be typed, and every setting with the name that it has in the environment. */
export function usage(program: string): string {
  const rows = leaves(shapeOf(Config)).map(([key, { default: value }]) => [
    secretKeys.has(key) ? '(not here)' : `--${key}=…`,
    environmentName(key),
    value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value),
  ])
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  const lines = rows.map(
    (row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`,
  )
  return [
    `Usage: ${program} [--config FILE] [--KEY=VALUE | --set KEY=VALUE]…`,
    '',
    `--config names a YAML file (also ${fileVariable}; without either it is roundsman.yaml, if there is one).`,
    'The command line counts before the environment, that before the file, and that before the defaults.',
    '',
    ...lines.map((line) => line.trimEnd()),
    '',
  ].join('\n')
}
