import type { Clock } from '../../bot/ports.ts'

/** The URL that comes with a command or a click: Slack takes five posts in thirty minutes. */
export interface ResponseUrl {
  /** Null when Slack took it, else why not. */
  post(body: object): Promise<string | null>
}

const uses = 5
const lifeMs = 30 * 60_000
const timeoutMs = 5_000

export function createResponseUrl(url: string, clock: Clock): ResponseUrl {
  const until = clock.now() + lifeMs
  let left = uses
  return {
    post: async (body) => {
      if (left === 0) return 'used up'
      if (clock.now() >= until) return 'expired'
      left -= 1
      return postJson(url, body)
    },
  }
}

async function postJson(url: string, body: object): Promise<string | null> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(timeoutMs),
    })
    const text = await response.text()
    if (!response.ok) return `HTTP ${response.status}`
    // Some refusals come with status 200 and a JSON body; success is the word ok.
    return /"ok"\s*:\s*false/.test(text) ? text.slice(0, 100) : null
  } catch (error) {
    return error instanceof Error ? error.name : 'no answer'
  }
}
