import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { tellHowToRunForReal } from '../support/kubeconfig.ts'
import { answering } from './answering.ts'
import { demo } from './demo.ts'
import { notRun, type Figure } from './figure.ts'
import { memory } from './memory.ts'
import { whyNoKubectl } from './kubectl.ts'
import { realPlace, sandboxPlace } from './places.ts'
import { starting } from './starting.ts'
import { table } from './table.ts'
import { tests } from './tests.ts'

const benches: Readonly<Record<string, (folder: string) => Promise<readonly Figure[]>>> = {
  sandbox: async (folder) => {
    const place = await sandboxPlace(folder)
    try {
      return await answering(place, folder)
    } finally {
      await place.close()
    }
  },
  real: async (folder) => {
    const missing = whyNoKubectl()
    if (missing !== undefined) return [notRun('kube-apiserver: all of the above', 'as above', missing)]
    const place = await realPlace()
    if (place === null) {
      tellHowToRunForReal()
      return [notRun('kube-apiserver: all of the above', 'as above', 'ROUNDSMAN_TEST_KUBECONFIG names none')]
    }
    try {
      return await answering(place, folder)
    } finally {
      await place.close()
    }
  },
  memory,
  starting,
  demo,
  tests,
}

/** They take minutes, so they run only when they are asked for. */
const onlyWhenNamed = ['tests']

const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !(name in benches))
if (unknown.length > 0)
  throw new Error(`There is no ${unknown.join(', ')}, only ${Object.keys(benches).join(', ')}`)

const folder = mkdtempSync(join(tmpdir(), 'roundsman-bench-'))
const figures: Figure[] = []
try {
  for (const [name, bench] of Object.entries(benches)) {
    if (wanted.length > 0 ? !wanted.includes(name) : onlyWhenNamed.includes(name)) continue
    console.info(`… ${name}`)
    figures.push(...(await bench(folder)))
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
console.info(`\n${table(figures)}`)
process.exitCode = figures.some(({ verdict }) => verdict === 'missed') ? 1 : 0
