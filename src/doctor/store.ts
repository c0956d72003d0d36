import { accessSync, constants, existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { openStore } from '../store/store.ts'
import { ok, wrong, type Check } from './check.ts'

/** Looks whether the store can be written, is of this version's shape, and has an unbroken audit. Makes no new one. */
export async function checkStore(file: string): Promise<readonly Check[]> {
  if (!existsSync(file)) return [checkFolder(file)]
  try {
    const store = await openStore({ file })
    try {
      await store.check()
      const { rows, brokenAt, head } = await store.audit.verify()
      return [
        ok(`${file} can be written and has the shape of this version.`),
        brokenAt === null
          ? ok(`The audit is whole: ${rows} rows${head === null ? '' : `, head ${head.slice(0, 12)}`}.`)
          : wrong(
              `The audit is broken at row ${brokenAt}: somebody has changed it.`,
              'Compare with a backup; keep both.',
            ),
      ]
    } finally {
      await store.close()
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return [
      // What does not open says its name itself.
      wrong(
        reason.includes(file) ? reason : `${file} cannot be used: ${reason}`,
        'Is the volume mounted, not full, and owned by this user?',
      ),
    ]
  }
}

function checkFolder(file: string): Check {
  const folder = dirname(resolve(file))
  try {
    accessSync(folder, constants.W_OK)
    return ok(`${file} is not there yet; ${folder} can be written.`)
  } catch {
    return wrong(
      `${file} cannot be made: ${folder} is not there or cannot be written.`,
      'Mount a volume there that this user owns, or set store.file.',
    )
  }
}
