import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

const statement = /^(?:(?:import|export)\s+(?!type\s)(?:[^'"]*?from )?|await import\()'([^']+)'/gm

/** The packages that a program loads when it starts, found by following its imports; types and what is imported later left out. */
export function packagesOf(entry: string): string[] {
  const packages = new Set<string>()
  const seen = new Set<string>()
  const visit = (file: string): void => {
    if (seen.has(file)) return
    seen.add(file)
    for (const [, path = ''] of readFileSync(file, 'utf8').matchAll(statement)) {
      if (path.startsWith('.')) visit(resolve(dirname(file), path))
      else packages.add(path)
    }
  }
  visit(resolve(entry))
  return [...packages].toSorted()
}
