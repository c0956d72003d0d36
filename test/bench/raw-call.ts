import { Agent, request } from 'undici'
import { accessOf } from '../../src/kube/access.ts'
import { callerHeaders } from '../../src/kube/headers.ts'
import type { Place } from './places.ts'
import { podsNamespace, viewer } from './pods.ts'

const asTable = 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json'
const path = `/api/v1/namespaces/${podsNamespace}/pods?limit=500&includeObject=Metadata`

export interface RawCall {
  (): Promise<string>
  close(): Promise<void>
}

/** The call that the bot makes for `get pods`, as the same person, and nothing else: one kept-alive connection. */
export async function rawCall({ name, kubeconfig, context }: Place): Promise<RawCall> {
  const timeouts = { callMs: 10_000, connectMs: 3_000 }
  const access = accessOf({ name, kubeconfig, context, timeouts }, { now: Date.now })
  const { authorization, cert, key } = await access.credentials.current()
  const agent = new Agent({
    connect: {
      ...(access.ca && { ca: access.ca }),
      ...(cert !== null && { cert }),
      ...(key !== null && { key }),
    },
    connections: 1,
    keepAliveTimeout: 60_000,
  })
  const caller = callerHeaders({ identity: { ...viewer, groups: [...viewer.groups] }, requestId: 'bench' })
  if (!caller.ok) throw new Error(caller.failure)
  const headers = { ...caller.value, accept: asTable, ...(authorization !== null && { authorization }) }
  const call = async (): Promise<string> => {
    const { statusCode, body } = await request(access.server.origin + path, { dispatcher: agent, headers })
    const text = await body.text()
    if (statusCode !== 200) throw new Error(`The raw call was answered ${statusCode}: ${text}`)
    return text
  }
  return Object.assign(call, { close: () => agent.close() })
}
