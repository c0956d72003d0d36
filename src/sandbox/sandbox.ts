import { stringify } from 'yaml'
import type { User } from './api/call.ts'
import { startLife } from './life/life.ts'
import { startApi } from './server.ts'
import { systemClock } from './store/clock.ts'
import { createLogbook } from './store/logbook.ts'
import { createStore } from './store/store.ts'
import type { Clock, Logbook, ObjectStore } from './store/types.ts'
import { historyClock } from './world/history.ts'
import { demoTokens } from './world/people.ts'
import { emptyWorld, layGround, type World } from './world/world.ts'

export interface SandboxOptions {
  readonly clock?: Clock
  readonly nodes?: number
  readonly world?: World
  /** Who holds which bearer token; the people of the demo by default. */
  readonly tokens?: Readonly<Record<string, User>>
  readonly port?: number
  /** How many times faster than the wall clock life goes; its timestamps run ahead then. */
  readonly speed?: number
}

export interface Sandbox {
  readonly url: string
  readonly caPem: string
  readonly store: ObjectStore
  readonly clock: Clock
  readonly logbook: Logbook
  /** A kubeconfig, as text, for whoever holds the token. */
  kubeconfig(token: string): string
  close(): Promise<void>
}

/** Starts a small Kubernetes in this process: an API on the loopback interface, and life behind it. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { nodes = 3, world = emptyWorld, tokens = demoTokens, port = 0, speed = 1 } = options
  const clock = historyClock(faster(options.clock ?? systemClock(), speed), world.ago)
  const store = createStore({ clock })
  const logbook = createLogbook({ clock })
  const stopLife = startLife({ store, clock, logbook })
  layGround({ store, clock }, nodes)
  world.build({ store, clock })
  clock.catchUp()
  const api = await startApi({ store, logbook, clock, tokens, port })
  return {
    url: api.url,
    caPem: api.caPem,
    store,
    clock,
    logbook,
    kubeconfig: (token) => kubeconfig(api.url, api.caPem, token),
    async close() {
      stopLife()
      await api.close()
    },
  }
}

function faster(clock: Clock, speed: number): Clock {
  if (speed === 1) return clock
  const start = clock.now()
  return {
    now: () => start + (clock.now() - start) * speed,
    after: (milliseconds, run) => clock.after(milliseconds / speed, run),
  }
}

function kubeconfig(server: string, caPem: string, token: string): string {
  const ca = Buffer.from(caPem).toString('base64')
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'sandbox', cluster: { server, 'certificate-authority-data': ca } }],
    users: [{ name: 'sandbox', user: { token } }],
    contexts: [{ name: 'sandbox', context: { cluster: 'sandbox', user: 'sandbox' } }],
    'current-context': 'sandbox',
  })
}
