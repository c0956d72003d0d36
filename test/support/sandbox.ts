import { Agent, request } from 'undici'
import { onTestFinished } from 'vitest'
import type { User } from '../../src/sandbox/api/call.ts'
import { type ApiOptions, startApi } from '../../src/sandbox/server.ts'
import { type ManualClock, manualClock } from '../../src/sandbox/store/clock.ts'
import { createLogbook } from '../../src/sandbox/store/logbook.ts'
import { resourceOf } from '../../src/sandbox/store/resources.ts'
import { createStore } from '../../src/sandbox/store/store.ts'
import type { KubeObject, Logbook, ObjectStore } from '../../src/sandbox/store/types.ts'

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: unknown
}

export interface Ask {
  readonly token?: string
  readonly body?: unknown
  readonly type?: string
  readonly accept?: string
  readonly headers?: Readonly<Record<string, string | string[]>>
}

export interface TestSandbox {
  readonly url: string
  readonly port: number
  readonly caPem: string
  readonly agent: Agent
  readonly store: ObjectStore
  readonly logbook: Logbook
  readonly clock: ManualClock
  /** Sends a request as the admin, or as the holder of another token, and reads the whole answer. */
  ask(method: string, path: string, ask?: Ask): Promise<Answer>
  /** Puts an object straight into the store. */
  put(object: object): KubeObject
}

export const tokens: Readonly<Record<string, User>> = {
  'admin-token': { username: 'admin', groups: ['system:masters'] },
  'alice-token': { username: 'alice', groups: ['ops'] },
  'bot-token': { username: 'system:serviceaccount:bots:roundsman', groups: ['system:serviceaccounts'] },
}

/** Starts the sandbox's API with a clock that stands still, for the length of one test. */
export async function startSandbox(options: Pick<ApiOptions, 'faults'> = {}): Promise<TestSandbox> {
  const clock = manualClock()
  const store = createStore({ clock })
  const logbook = createLogbook({ clock })
  const put = (object: object) => putInto(store, object)
  for (const name of ['default', 'shop']) put({ kind: 'Namespace', metadata: { name } })
  const { url, port, caPem, close } = await startApi({ store, logbook, clock, tokens, ...options })
  const agent = new Agent({ connect: { ca: caPem } })
  onTestFinished(async () => {
    await agent.destroy()
    await close()
  })
  const ask = (method: string, path: string, asked: Ask = {}) => send(agent, `${url}${path}`, method, asked)
  return { url, port, caPem, agent, store, logbook, clock, ask, put }
}

function putInto(store: ObjectStore, object: object): KubeObject {
  const { metadata, ...rest } = structuredClone({ kind: '', metadata: {}, ...object })
  const resource = resourceOf(rest.kind)
  const status = 'status' in rest ? { status: rest.status } : {}
  const apiVersion = resource.group === '' ? resource.version : `${resource.group}/${resource.version}`
  const blank = { name: '', uid: '', resourceVersion: '', creationTimestamp: '' }
  const created = store.create(resource, { apiVersion, ...rest, metadata: { ...blank, ...metadata } })
  return 'status' in rest ? store.update(resource, { ...created, ...status }) : created
}

async function send(
  agent: Agent,
  url: string,
  method: string,
  { token = 'admin-token', body, type = 'application/json', accept, headers = {} }: Ask,
): Promise<Answer> {
  const answer = await request(url, {
    dispatcher: agent,
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(accept === undefined ? {} : { accept }),
      ...(body === undefined ? {} : { 'content-type': type }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const text = await answer.body.text()
  const json = String(answer.headers['content-type']).startsWith('application/json')
  return { status: answer.statusCode, headers: answer.headers, body: json ? JSON.parse(text) : text }
}
