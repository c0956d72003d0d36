import { spawn } from 'node:child_process'
import { once } from 'node:events'

/** Runs kubectl (the one in PATH, or the one that KUBECTL names) and says what it printed. */
export async function kubectl(kubeconfig: string, args: readonly string[], input = ''): Promise<string> {
  const program = process.env['KUBECTL'] ?? 'kubectl'
  const child = spawn(program, ['--kubeconfig', kubeconfig, ...args], { stdio: ['pipe', 'pipe', 'inherit'] })
  let printed = ''
  child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()))
  const exit = once(child, 'close')
  child.stdin.end(input)
  const [code] = await exit
  if (code !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${String(code)}`)
  return printed
}
