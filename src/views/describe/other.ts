import { z } from 'zod'
import { condition } from '../../bot/health/condition.ts'
import type { Described } from '../../bot/health/described.ts'
import { redactObject } from '../../core/redact.ts'
import { conditionLines } from './conditions.ts'
import { ageSince, block, facts, pairsText, type Sheet } from './sheet.ts'

const Status = z.looseObject({
  phase: z.string().optional(),
  conditions: z.array(condition).default([]),
})

/** A kind that we know nothing of: what every object has, and the plain values of its spec. */
export function otherSheet({ object, now }: Described): Sheet {
  const parsed = Status.safeParse(object['status'] ?? {})
  const { phase, conditions } = parsed.success ? parsed.data : { conditions: [] }
  const failing = conditions.filter(({ type, status }) => type === 'Ready' && status !== 'True')
  const { labels = {}, creationTimestamp, deletionTimestamp } = object.metadata
  return {
    verdict: failing.length > 0 ? 'not ready' : (phase ?? 'found'),
    why: failing.map(
      ({ reason, message }) => [reason, message].filter(Boolean).join(': ') || 'Ready is not True',
    ),
    lines: [
      ...facts([
        ['API', object.apiVersion],
        ['Labels', pairsText(labels)],
        ['Age', ageSince(creationTimestamp, now)],
        ['Deleted', deletionTimestamp],
      ]),
      ...block('Spec', scalars(object['spec'])),
      ...block('Conditions', conditionLines(conditions, now)),
    ],
  }
}

function scalars(spec: unknown): readonly string[] {
  const parsed = z.record(z.string(), z.json()).safeParse(spec)
  if (!parsed.success) return []
  const clean = z.record(z.string(), z.json()).parse(redactObject(parsed.data))
  return Object.entries(clean).flatMap(([key, value]) =>
    typeof value === 'object' ? [] : [`${key}: ${String(value)}`],
  )
}
