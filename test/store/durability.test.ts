import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { openStore } from '../../src/store/store.ts'
import { freshFile } from '../support/files.ts'
import { sampleApproval, sampleRun } from '../support/samples.ts'

test(
  'a killed process leaves whole transactions only, and no run claimed twice',
  { timeout: 60_000 },
  async () => {
    const file = freshFile('state.db')
    const claimed: string[] = []
    for (let life = 0; life < 5; life += 1) {
      const child = start(new URL('./processes/writer.ts', import.meta.url), [file, String(life)])
      const lines = linesOf(child)
      await lines.next()
      const collecting = collect(lines, claimed)
      // The moment is the input of this test: anywhere in a transaction, never the same.
      await pause(20 + Math.random() * 150)
      child.kill('SIGKILL')
      await collecting
    }

    const store = await openStore({ file })
    onTestFinished(() => store.close())
    const approvals = await store.approvals.list({ limit: 100_000 })
    expect(approvals.length).toBeGreaterThan(5)
    const audited = new Set((await store.audit.list({ limit: 100_000 })).map(({ approvalId }) => approvalId))
    for (const { id, state, votes } of approvals) {
      const run = await store.operations.ofApproval(id)
      const all = state === 'approved'
      expect({ id, run: run !== undefined, votes: votes.length, audited: audited.has(id) }).toEqual({
        id,
        run: all,
        votes: all ? 1 : 0,
        audited: all,
      })
    }
    const approved = approvals.filter(({ state }) => state === 'approved').length
    expect(await store.audit.verify()).toMatchObject({ rows: approved, brokenAt: null })
    expect(await store.outbox.depth()).toBe(approved)
    // What a process had been told is committed is there, and cannot be had a second time.
    expect(new Set(claimed).size).toBe(claimed.length)
    for (const id of claimed) expect(await store.operations.claim(id, 9_000)).toBe(false)
  },
)

test(
  'of two processes exactly one wins each request, each run and each payload',
  { timeout: 60_000 },
  async () => {
    const file = freshFile('state.db')
    const count = 40
    const store = await openStore({ file })
    await store.atomically(async (inside) => {
      for (let n = 0; n < count; n += 1) {
        await inside.approvals.create(sampleApproval(`REQ-${n}`))
        await inside.operations.create(sampleRun(`op-${n}`, `REQ-${n}`))
      }
    })
    await store.close()

    const racers = [1, 2].map(() =>
      start(new URL('./processes/racer.ts', import.meta.url), [file, String(count)]),
    )
    const outputs = racers.map(linesOf)
    await Promise.all(outputs.map((lines) => lines.next()))
    for (const racer of racers) racer.stdin?.write('go\n')
    const won = await Promise.all(outputs.map(async (lines) => String((await lines.next()).value).split(' ')))

    const expected = Array.from({ length: count }, (_, n) => [`REQ-${n}`, `op-${n}`, `p-${n}`]).flat()
    expect(won.flat().filter(Boolean).toSorted()).toEqual(expected.toSorted())
    const after = await openStore({ file })
    onTestFinished(() => after.close())
    expect(await after.audit.verify()).toMatchObject({ rows: 2 * count, brokenAt: null })
  },
)

function start(program: URL, args: readonly string[]): ChildProcess {
  const child = spawn(process.execPath, [program.pathname, ...args], { stdio: ['pipe', 'pipe', 'inherit'] })
  onTestFinished(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGKILL')
    await once(child, 'exit')
  })
  return child
}

function linesOf(child: ChildProcess): AsyncIterator<string> {
  if (child.stdout === null) throw new Error('the process has no output')
  return createInterface(child.stdout)[Symbol.asyncIterator]()
}

async function collect(lines: AsyncIterator<string>, claimed: string[]): Promise<void> {
  for (let line = await lines.next(); line.done !== true; line = await lines.next()) {
    const [, id] = /^claimed (\S+)$/.exec(line.value) ?? []
    if (id !== undefined) claimed.push(id)
  }
}
