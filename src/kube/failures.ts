import type { ClusterFailure } from '../bot/cluster.ts'
import { redact } from '../core/redact.ts'
import type { Ran } from './policy.ts'
import type { Caller, Repeat } from './request.ts'
import type { Sent } from './sent.ts'
import { budgetIn, statusIn, type Status } from './status.ts'

type Answered = Extract<Sent, { kind: 'answered' }>

/** What a call's end means to whoever asked; `inDoubt` when a write may have arrived all the same. */
export function failureOf(
  ran: Exclude<Ran, Answered>,
  call: { readonly repeat: Repeat; readonly inDoubt: boolean },
): ClusterFailure {
  if (call.inDoubt && call.repeat !== 'read') {
    return {
      kind: 'noAnswer',
      message: bounded('message' in ran ? ran.message : 'The call ended unanswered.'),
    }
  }
  switch (ran.kind) {
    case 'notSent':
    case 'unanswered':
    case 'untrusted':
      return { kind: 'unreachable', message: bounded(ran.message) }
    case 'abandoned':
      return { kind: 'unreachable', message: 'The call was given up before an answer came.' }
    case 'noCredentials':
      return { kind: 'unauthorized', message: bounded(ran.message) }
    case 'tooLarge':
      return { kind: 'refused', status: 200, message: ran.message }
    case 'resting': {
      const seconds = Math.ceil(ran.retryInMs / 1000)
      const message = `The cluster failed repeatedly and is left alone for ${seconds} s more.`
      return { kind: 'resting', retryInMs: ran.retryInMs, message }
    }
    case 'busy':
      return { kind: 'busy', message: 'Too many calls to this cluster are under way.' }
  }
}

/** What an answer that is no success means; `inDoubt` when this try of a write, or one before it, may have arrived. */
export function refusalOf(
  answer: Answered,
  call: { readonly repeat: Repeat; readonly inDoubt: boolean },
  caller: Caller,
): ClusterFailure {
  const status = statusIn(answer.body)
  const said = status?.message ?? plainText(answer)
  const message = bounded(said)
  // "Not found" is what the second try of a deletion hears when the first one was carried out.
  if (call.inDoubt && call.repeat !== 'read') return { kind: 'noAnswer', message }
  switch (answer.status) {
    case 401:
      return { kind: 'unauthorized', message }
    case 403:
      return {
        kind: 'forbidden',
        by: caller === null || isAboutImpersonation(said) ? 'bot' : 'person',
        message,
      }
    case 404:
      return { kind: 'notFound', message }
    case 409:
      return { kind: 'conflict', message }
    case 410:
      return { kind: 'gone', message }
    case 422:
      return { kind: 'invalid', message, causes: causesIn(status) }
    case 429:
      return { kind: 'tooMany', retryInMs: answer.retryAfterMs, budget: budgetIn(status), message }
    default:
      return { kind: 'refused', status: answer.status, message }
  }
}

/** `cannot impersonate resource "users"`, `cannot impersonate:user-info …`, `cannot impersonate-on:user-info:list …`. */
function isAboutImpersonation(message: string): boolean {
  return /" cannot impersonate[ :-]/.test(message)
}

function causesIn(status: Status | undefined): { field: string; message: string }[] {
  return (status?.details?.causes ?? [])
    .slice(0, 20)
    .map(({ field, message }) => ({ field: field ?? '', message: bounded(message ?? '') }))
}

/** A proxy's page is no sentence: its first line of text has to do. */
function plainText(answer: Answered): string {
  const text = answer.body.replaceAll(/<[^>]*>/g, ' ').trim()
  const line = text.split('\n')[0]?.trim() ?? ''
  return line === '' ? `HTTP ${answer.status}` : line
}

/** A secret that is cut in two is not known as one any more: it goes before the cut. */
function bounded(text: string): string {
  const clean = redact(text)
  return clean.length <= 1000 ? clean : `${clean.slice(0, 999)}…`
}
