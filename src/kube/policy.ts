import {
  bulkhead,
  circuitBreaker,
  CircuitState,
  ConsecutiveBreaker,
  DelegateBackoff,
  handleWhenResult,
  isBrokenCircuitError,
  isBulkheadRejectedError,
  isTaskCancelledError,
  retry,
  timeout,
  TimeoutStrategy,
  wrap,
} from 'cockatiel'
import type { Clock } from '../bot/ports.ts'
import type { Repeat } from './request.ts'
import { mayRetry, pauseMs, trips } from './retries.ts'
import type { Sent } from './sent.ts'

export interface PolicySettings {
  readonly callMs: number
  readonly attempts: number
  readonly atOnce: number
  readonly queued: number
  readonly failuresToRest: number
  readonly restMs: number
  readonly longestRestMs: number
}

export const usualSettings: PolicySettings = {
  callMs: 10_000,
  attempts: 3,
  atOnce: 16,
  queued: 64,
  failuresToRest: 5,
  restMs: 2000,
  longestRestMs: 30_000,
}

export type Ran =
  | Sent
  | { readonly kind: 'resting'; readonly retryInMs: number }
  | { readonly kind: 'busy' }
  | { readonly kind: 'abandoned' }

export interface Policy {
  /** Runs one call: tried again as its kind allows, counted, queued and timed. */
  run(send: (signal: AbortSignal) => Promise<Sent>, repeat: Repeat, signal: AbortSignal): Promise<Ran>
  resting(): number | null
}

/** retry( breaker( bulkhead( timeout( send )))): one breaker and one bulkhead per cluster. */
export function createPolicy(
  settings: PolicySettings,
  parts: { readonly clock: Clock; readonly random: () => number; onRest(resting: boolean): void },
): Policy {
  let wakesAt = 0
  const breaker = circuitBreaker(handleWhenResult(isTripping), {
    breaker: new ConsecutiveBreaker(settings.failuresToRest),
    halfOpenAfter: new DelegateBackoff(({ attempt }) => {
      const rest = Math.min(settings.longestRestMs, settings.restMs * 2 ** (attempt - 1))
      wakesAt = parts.clock.now() + rest
      return rest
    }),
  })
  breaker.onBreak(() => parts.onRest(true))
  breaker.onReset(() => parts.onRest(false))
  const lane = wrap(breaker, bulkhead(settings.atOnce, settings.queued))

  const restLeft = () => Math.max(0, wakesAt - parts.clock.now())
  const resting = () => (breaker.state === CircuitState.Open ? restLeft() : null)

  const run: Policy['run'] = async (send, repeat, signal) => {
    const again = retry(
      handleWhenResult((result) => isSent(result) && mayRetry(result, repeat)),
      {
        maxAttempts: settings.attempts - 1,
        backoff: new DelegateBackoff(({ result, attempt }) =>
          'value' in result && isSent(result.value) ? pauseMs(result.value, attempt, parts.random) : 0,
        ),
      },
    )
    const clock = timeout(settings.callMs, TimeoutStrategy.Cooperative)
    const once = async (limited: AbortSignal): Promise<Ran> => {
      const sent = await send(limited)
      return signal.aborted && sent.kind === 'unanswered' ? { kind: 'abandoned' } : sent
    }
    const attempt = async (): Promise<Ran> =>
      signal.aborted
        ? { kind: 'abandoned' }
        : lane.execute((inner) => clock.execute((limited) => once(limited.signal), inner.signal), signal)
    const given = whenAborted(signal)
    try {
      // cockatiel sits out its pauses whatever the signal says: whoever gives up must not wait for them.
      return await Promise.race([again.execute(attempt, signal), given.up])
    } catch (error) {
      if (isBrokenCircuitError(error)) return { kind: 'resting', retryInMs: restLeft() }
      if (isBulkheadRejectedError(error)) return { kind: 'busy' }
      if (isTaskCancelledError(error)) return { kind: 'abandoned' }
      throw error
    } finally {
      given.forget()
    }
  }
  return { run, resting }

  function isTripping(result: unknown): boolean {
    if (!isSent(result))
      return isRan(result) && result.kind === 'abandoned' && breaker.state === CircuitState.HalfOpen
    return trips(result)
  }
}

function isSent(value: unknown): value is Sent {
  return isRan(value) && value.kind !== 'resting' && value.kind !== 'busy' && value.kind !== 'abandoned'
}

function isRan(value: unknown): value is Ran {
  return typeof value === 'object' && value !== null && 'kind' in value
}

function whenAborted(signal: AbortSignal): { up: Promise<Ran>; forget(): void } {
  const { promise, resolve } = Promise.withResolvers<Ran>()
  const giveUp = () => resolve({ kind: 'abandoned' })
  if (signal.aborted) giveUp()
  signal.addEventListener('abort', giveUp, { once: true })
  return { up: promise, forget: () => signal.removeEventListener('abort', giveUp) }
}
