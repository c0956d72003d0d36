import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { deployment } from '../../src/sandbox/world/workloads.ts'
import { add } from '../../src/sandbox/world/world.ts'
import { begin, type Whole } from '../support/whole.ts'
import { isWrite } from '../support/whole/proxy.ts'
import { shown } from '../support/whole/shown.ts'
import { imageOf } from '../support/whole/steps.ts'

const kills = 50
const names = Array.from({ length: kills }, (_, index) => `d${String(index).padStart(2, '0')}`)

/** When the process dies: after a while, when the write has arrived, has been done, or has been sent in vain. */
type Moment = { readonly after: number } | 'arrived' | 'done' | 'in vain'

function momentOf(index: number): Moment {
  const at: readonly Moment[] = ['arrived', 'done', 'in vain']
  return at[index % 6] ?? { after: (index * 7) % 60 }
}

test(
  'whenever the process is killed, a confirmed change is made at most once, and its card tells the truth',
  { timeout: 90_000 },
  async () => {
    const whole = await begin()
    const made = names.map((name) =>
      deployment({ namespace: 'dev', name, image: `registry.example/shop/${name}:1`, replicas: 0 }),
    )
    add(whole.sandbox.store, ...made)
    const requests = await askForAll(whole)
    await whole.stop()

    const waiting = [warm(whole), warm(whole), warm(whole)]
    for (const [index, name] of names.entries()) {
      const child = waiting.shift() ?? warm(whole)
      if (index + waiting.length < kills - 1) waiting.push(warm(whole))
      await killAt(whole, { child, moment: momentOf(index), name, approvalId: requests.get(name) ?? '' })
    }

    await whole.restart()
    await whole.slack.until(
      () => states(whole).every(({ state }) => state !== 'queued' && state !== 'running'),
      20_000,
    )
    const known = new Map(states(whole).map(({ approval_id, state }) => [String(approval_id), String(state)]))
    const seen = new Map<string, number>()
    for (const name of names) {
      const id = requests.get(name) ?? ''
      const state = known.get(id) ?? 'pending'
      seen.set(state, (seen.get(state) ?? 0) + 1)
      const writes = whole.kube
        .writes()
        .filter(({ path }) => path.includes(`/${name}?`) || path.endsWith(`/${name}`))
      const changed = imageOf(whole, 'dev', name).endsWith(':2')
      expect(writes.length, `${name} is ${state}`).toBe(changed ? 1 : 0)
      if (state !== 'unknown')
        expect(state, name).toBe(changed ? 'applied' : state === 'pending' ? 'pending' : 'notApplied')
      await whole.slack.until(() => says[state]?.test(cardOf(whole, id)), 10_000)
    }
    expect(seen.get('applied')).toBeGreaterThan(10)
    expect(seen.get('notApplied')).toBeGreaterThan(2)
    expect(seen.get('unknown') ?? 0).toBe(0)
  },
)

/** Asks for another image of each of them, all at once; tells the requests' ids by name. */
async function askForAll({ slack }: Whole): Promise<ReadonlyMap<string, string>> {
  await Promise.all(
    names.map((name) =>
      slack.command('U1OSCAR', 'C1DEV', `set image deploy/${name} ${name}=registry.example/shop/${name}:2`),
    ),
  )
  await slack.until(() => slack.messages('C1DEV').length === kills, 20_000)
  const cards = slack.messages('C1DEV').map(shown)
  return new Map(
    cards.flatMap((card) => {
      const [, id = '', name = ''] = /(REQ-\w+):[^]*?deployment\/(d\d\d)/.exec(card) ?? []
      return [[name, id]]
    }),
  )
}

const says: Readonly<Record<string, RegExp>> = {
  applied: /Rollout done/,
  notApplied: /❌ Not applied: .*nothing was changed. Ask again./,
  pending: /Confirm · REQ/,
}

function cardOf(whole: Whole, id: string): string {
  return (
    whole.slack
      .messages('C1DEV')
      .map(shown)
      .find((text) => text.includes(`· ${id}`) && text.includes('Who')) ?? ''
  )
}

function states({ database }: Whole) {
  const reader = new DatabaseSync(database, { readOnly: true })
  const rows = reader.prepare('select approval_id, state from operations').all()
  reader.close()
  return rows
}

/** A process that has loaded everything and waits for its request. */
function warm({ database, folder }: Whole): ChildProcess {
  const script = join(import.meta.dirname, 'processes', 'voter.ts')
  const env = { ...process.env, NODE_COMPILE_CACHE: join(folder, 'compiled') }
  return fork(script, [database, join(folder, 'kubeconfig')], {
    env,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
}

interface Killing {
  readonly child: ChildProcess
  readonly moment: Moment
  readonly name: string
  readonly approvalId: string
}

async function killAt({ kube }: Whole, { child, moment, name, approvalId }: Killing): Promise<void> {
  const dead = once(child, 'exit')
  const ended = Promise.withResolvers<void>()
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL')
    await dead
  }
  const its = (path: string) => path.includes(`/${name}?`) || path.endsWith(`/${name}`)
  kube.before = async (passing) => {
    if (moment !== 'arrived' || !isWrite(passing) || !its(passing.path)) return
    await kill()
  }
  kube.after = async (passing) => {
    if (!isWrite(passing) || !its(passing.path)) return
    if (moment === 'done') await kill()
    if (typeof moment === 'string') ended.resolve()
  }
  kube.fate = (passing) => {
    if (moment !== 'in vain' || !isWrite(passing) || !its(passing.path)) return undefined
    void kill().then(ended.resolve)
    return 'hang'
  }
  await once(child, 'message')
  child.send(approvalId)
  await once(child, 'message')
  if (typeof moment === 'string') return void (await Promise.all([ended.promise, dead]))
  await Promise.race([pause(moment.after), dead])
  await kill()
}
