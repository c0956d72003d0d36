import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { whyNoLocalSlack } from '../../src/demo/local-slack.ts'
import { freePort } from '../support/ports.ts'

describe.runIf(whyNoLocalSlack() === undefined)(
  'the demo leaves nothing running',
  { timeout: 30_000 },
  () => {
    test.each(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)('after %s', async (signal) => {
      const demo = spawn(process.execPath, ['src/demo.ts', '--port', String(await freePort())])
      onTestFinished(() => void demo.kill('SIGKILL'))
      let printed = ''
      demo.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()))
      await vi.waitFor(() => expect(printed).toContain('Ctrl-C ends everything'), { timeout: 20_000 })
      const children = descendants(demo.pid ?? 0)
      expect(children.map(nameOf)).toContain('local-slack')

      demo.kill(signal)
      const [code] = await once(demo, 'exit')
      expect(code).toBe(signal === 'SIGKILL' ? null : 0)
      await vi.waitFor(() => expect(children.filter(runs)).toEqual([]), { timeout: 5_000 })
      const [folder = ''] = /\/\S*roundsman-demo-\w+/.exec(printed) ?? []
      if (signal === 'SIGKILL') rmSync(folder, { recursive: true })
      expect(existsSync(folder)).toBe(false)
    })

    test('after npm, whose shell passes no signals on', async () => {
      const line = `"${process.execPath}" src/demo.ts --port ${await freePort()}; true`
      const npm = spawn('/bin/sh', ['-c', line], { env: { ...process.env, npm_lifecycle_event: 'demo' } })
      let printed = ''
      npm.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()))
      await vi.waitFor(() => expect(printed).toContain('Ctrl-C ends everything'), { timeout: 20_000 })
      const children = descendants(npm.pid ?? 0)
      expect(children.map(nameOf)).toContain('local-slack')
      npm.kill('SIGTERM')
      await vi.waitFor(() => expect(children.filter(runs)).toEqual([]), { timeout: 10_000 })
    })
  },
)

function descendants(pid: number): readonly number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim()
  return children === ''
    ? []
    : children.split(' ').flatMap((child) => [Number(child), ...descendants(Number(child))])
}

function nameOf(pid: number): string {
  return readFileSync(`/proc/${pid}/comm`, 'utf8').trim()
}

function runs(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}
