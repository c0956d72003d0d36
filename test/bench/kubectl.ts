import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'

const program = process.env['KUBECTL'] ?? 'kubectl'

/** Why there is nothing to compare with; undefined when there is a kubectl. */
export function whyNoKubectl(): string | undefined {
  const { error } = spawnSync(program, ['version', '--client'], { stdio: 'ignore' })
  return error && `${program} cannot be run: ${error.message}`
}

/** Runs kubectl (the one in PATH, or the one that KUBECTL names) and says what it printed. */
export async function kubectl(kubeconfig: string, args: readonly string[], input = ''): Promise<string> {
  const child = spawn(program, ['--kubeconfig', kubeconfig, ...args], { stdio: ['pipe', 'pipe', 'inherit'] })
  let printed = ''
  child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()))
  const exit = once(child, 'close')
  child.stdin.end(input)
  const [code] = await exit
  if (code !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${String(code)}`)
  return printed
}
