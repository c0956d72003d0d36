import { z } from 'zod'
import type { Answer, Session } from '../bot/cluster.ts'
import { done, failed } from '../core/outcome.ts'
import { AnyObject } from './answers.ts'
import { linesOf } from './body.ts'
import { failureOf, refusalOf } from './failures.ts'
import { callerHeaders } from './headers.ts'
import { collectionPath } from './paths.ts'
import type { Policy } from './policy.ts'
import { selecting } from './reads.ts'
import type { Caller, KubeRequest } from './request.ts'
import { isSecret, secretsAreNotRead } from './secrets.ts'
import { brokenBy } from './sent.ts'
import { statusOf } from './status.ts'
import type { Wire } from './wire.ts'

type OnEvent = Parameters<Session['watch']>[2]

const Line = z.looseObject({ type: z.string(), object: z.unknown() })

export interface WatchSettings {
  /** The server ends a watch after this long. */
  readonly seconds: number
  /** Silence beyond the server's own end means a dead line. */
  readonly graceSeconds: number
}

export const usualWatch: WatchSettings = { seconds: 120, graceSeconds: 15 }

/** Events until the signal aborts or the server ends the stream. Outside retries; the breaker is only its gate. */
export function watchWith(
  parts: { readonly wire: Wire; readonly policy: Policy; readonly settings: WatchSettings },
  caller: Caller,
  sessionEnd?: AbortSignal,
): Session['watch'] {
  return async (kind, selection, onEvent, watchEnd) => {
    const signal = sessionEnd === undefined ? watchEnd : AbortSignal.any([watchEnd, sessionEnd])
    if (isSecret(kind)) return secretsAreNotRead()
    const path = collectionPath({ ...kind, namespace: selection.namespace })
    if (!path.ok) return path
    const headers = callerHeaders(caller)
    if (!headers.ok) return failed({ kind: 'refused', status: 400, message: headers.failure })
    const retryInMs = parts.policy.resting()
    if (retryInMs !== null) return failed(failureOf({ kind: 'resting', retryInMs }, onlyRead))

    const { seconds, graceSeconds } = parts.settings
    const query = selecting(selection, {
      watch: true,
      allowWatchBookmarks: true,
      timeoutSeconds: seconds,
      resourceVersion: selection.resourceVersion,
    })
    const request: KubeRequest = { verb: 'watch', method: 'GET', path: path.value, query, repeat: 'read' }
    const silence = new AbortController()
    const ended = AbortSignal.any([signal, silence.signal])
    const dog = setTimeout(() => silence.abort(), (seconds + graceSeconds) * 1000)
    try {
      const stream = await parts.wire.open(request, headers.value, ended)
      if (signal.aborted) return done(null)
      if (stream.kind === 'answered') return failed(refusalOf(stream, onlyRead, caller))
      if (stream.kind !== 'open') return failed(failureOf(stream, onlyRead))
      return await followed(stream.body, onEvent, () => dog.refresh(), signal)
    } finally {
      clearTimeout(dog)
    }
  }
}

const onlyRead = { repeat: 'read', inDoubt: false } as const

async function followed(
  body: AsyncIterable<Buffer>,
  onEvent: OnEvent,
  heard: () => void,
  signal: AbortSignal,
): Promise<Answer<null>> {
  const lines = linesOf(body)
  for (;;) {
    let next: IteratorResult<string, void>
    try {
      next = await lines.next()
    } catch (error) {
      if (signal.aborted) return done(null)
      return failed(failureOf(brokenBy(error), onlyRead))
    }
    if (next.done === true || signal.aborted) {
      await lines.return(undefined)
      return done(null)
    }
    heard()
    let end: Answer<null> | null
    try {
      end = told(next.value, onEvent)
    } catch (error) {
      // A bug in whoever listens: the connection must not outlive it.
      await lines.return(undefined)
      throw error
    }
    if (end !== null) {
      await lines.return(undefined)
      return end
    }
  }
}

/** One line of the stream; not null when it is the last word. */
function told(line: string, onEvent: OnEvent): Answer<null> | null {
  const parsed = Line.safeParse(parseJson(line))
  if (!parsed.success) return notUnderstood()
  const { type, object } = parsed.data
  switch (type) {
    case 'ADDED':
    case 'MODIFIED':
    case 'DELETED': {
      const read = AnyObject.safeParse(object)
      if (!read.success) return notUnderstood()
      onEvent({ type, object: read.data })
      return null
    }
    case 'ERROR': {
      const status = statusOf(object)
      const answer = { kind: 'answered', status: status?.code ?? 500, retryAfterMs: null } as const
      return failed(refusalOf({ ...answer, body: JSON.stringify(object) }, onlyRead, null))
    }
    default:
      // Bookmarks only prove that the line is alive.
      return null
  }
}

function notUnderstood(): Answer<null> {
  return failed({ kind: 'refused', status: 200, message: 'A line of the watch was not understood.' })
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
