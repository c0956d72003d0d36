import type { Section } from './check.ts'

/** All sections as text, a line or two for each check. */
export function printSections(sections: readonly Section[]): string {
  return sections
    .map(({ title, checks }) => {
      const lines = checks.map(
        ({ level, says, mend }) =>
          `  ${level.padEnd(6)}${says}\n${mend === undefined ? '' : `        → ${mend}\n`}`,
      )
      return `${title}\n${lines.join('')}`
    })
    .join('\n')
}

/** 1 when something is wrong: for scripts and init containers. */
export function exitCode(sections: readonly Section[]): 0 | 1 {
  return sections.some(({ checks }) => checks.some(({ level }) => level === 'wrong')) ? 1 : 0
}
