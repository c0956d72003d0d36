import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { environment } from './environment.ts'
import { packagesOf } from './packages.ts'

export interface BareProcess {
  readonly pid: number
  /** From spawning it until everything is imported. */
  readonly startMs: number
  stop(): Promise<void>
}

interface BareOptions {
  readonly flags?: readonly string[]
  readonly compileCache?: string
}

/** A process that imports the packages that the bot imports, and does nothing with them. */
export async function startBare({ flags = [], compileCache }: BareOptions): Promise<BareProcess> {
  const imports = packagesOf('src/main.ts').map((name) => `import ${JSON.stringify(name)}`)
  const program = [...imports, `process.stdout.write('ready')`, `setInterval(() => {}, 60_000)`].join('\n')
  const started = performance.now()
  const child = spawn(process.execPath, [...flags, '--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: environment(compileCache),
  })
  await once(child.stdout, 'data')
  return {
    pid: child.pid ?? 0,
    startMs: performance.now() - started,
    stop: async () => {
      const exit = once(child, 'exit')
      child.kill('SIGTERM')
      await exit
    },
  }
}
