import { z } from 'zod'

const Status = z.looseObject({
  kind: z.literal('Status'),
  message: z.string().optional(),
  reason: z.string().optional(),
  code: z.number().optional(),
  details: z
    .looseObject({
      causes: z
        .array(
          z.looseObject({
            reason: z.string().optional(),
            field: z.string().optional(),
            message: z.string().optional(),
          }),
        )
        .optional(),
    })
    .nullish(),
})
export type Status = z.output<typeof Status>

/** The Status object in a body, when it is one: proxies in between answer in their own ways. */
export function statusIn(body: string): Status | undefined {
  return statusOf(json(body))
}

/** The same of something parsed already. */
export function statusOf(value: unknown): Status | undefined {
  const parsed = Status.safeParse(value)
  return parsed.success ? parsed.data : undefined
}

function json(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

/** The budget that refused an eviction, by the server's own sentence; '' when it does not name one. */
export function budgetIn(status: Status | undefined): string | null {
  const cause = status?.details?.causes?.find(({ reason }) => reason === 'DisruptionBudget')
  if (cause === undefined) return null
  return /disruption budget "?([^\s"]+)"?/.exec(cause.message ?? '')?.[1] ?? ''
}
