import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** A path in a directory of its own that goes away with the test. */
export function freshFile(name: string): string {
  const directory = mkdtempSync(join(tmpdir(), 'roundsman-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  return join(directory, name)
}
