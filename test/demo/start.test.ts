import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { whyNoLocalSlack } from '../../src/demo/local-slack.ts'
import { startDemo } from '../../src/demo/start.ts'
import { createLog } from '../../src/http/log.ts'
import { freePort } from '../support/ports.ts'

const missing = whyNoLocalSlack()

describe.runIf(missing === undefined)('the demo', { timeout: 30_000 }, () => {
  async function folder(): Promise<string> {
    const path = await mkdtemp(join(tmpdir(), 'roundsman-demo-test-'))
    onTestFinished(() => rm(path, { recursive: true, force: true }))
    return path
  }

  test('answers a command, and welcomes who comes in', async () => {
    const port = await freePort()
    const demo = await startDemo({ port, folder: await folder(), log: createLog({ level: 'error' }) })
    if (!demo.ok) throw new Error(demo.failure)
    onTestFinished(demo.value.stop)
    const control = `http://127.0.0.1:${port}/_control`
    const said = async () => (await fetch(`${control}/messages/C1SHOPOPS`)).text()
    expect(await said()).toContain('/k8s describe deploy/search')
    const asked = await fetch(`${control}/command`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ user: 'U1VERA', channel: 'C1SHOPOPS', command: '/k8s', text: 'get pods' }),
    })
    expect(asked.ok).toBe(true)
    await vi.waitFor(async () => expect(await said()).toContain('orders-db-0'), { timeout: 10_000 })
  })

  test('says in one sentence that its port is taken', async () => {
    const other = createServer()
    const port = await freePort()
    await new Promise<void>((resolve) => other.listen(port, resolve))
    onTestFinished(() => void other.close())
    expect(await startDemo({ port, folder: await folder(), log: createLog({ level: 'error' }) })).toEqual({
      ok: false,
      failure: `Port ${port} is taken by another program: choose another one with --port.`,
    })
  })
})
