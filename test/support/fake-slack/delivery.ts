import { createHmac } from 'node:crypto'

/** How a payload was taken. */
export interface Delivery {
  readonly acked: boolean
  /** What came with the acknowledgement. */
  readonly response: unknown
  readonly status?: number
}

export interface Signed {
  readonly body: string
  readonly headers: Readonly<Record<string, string>>
}

/** A request as Slack signs it. Events are JSON; commands are forms, and interactions are forms around JSON. */
export function sign(secret: string, type: string, payload: object, at: number): Signed {
  const [contentType, body] = encode(type, payload)
  const timestamp = String(Math.floor(at / 1000))
  const digest = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')
  return {
    body,
    headers: {
      'content-type': contentType,
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${digest}`,
    },
  }
}

/** Posts a signed request; two hundred within three seconds is an acknowledgement. */
export async function post(url: string, { body, headers }: Signed): Promise<Delivery> {
  try {
    const answer = await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(3_500) })
    const text = await answer.text()
    return { acked: answer.ok, status: answer.status, response: parsed(text) }
  } catch {
    return { acked: false, response: null }
  }
}

function encode(type: string, payload: object): readonly [string, string] {
  if (type === 'events_api') return ['application/json', JSON.stringify(payload)]
  const fields = type === 'slash_commands' ? Object.entries(payload) : [['payload', JSON.stringify(payload)]]
  const form = new URLSearchParams()
  for (const [name, value] of fields) form.append(name, String(value))
  return ['application/x-www-form-urlencoded', form.toString()]
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text === '' ? null : text
  }
}
