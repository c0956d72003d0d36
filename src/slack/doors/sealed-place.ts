import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { PlaceRef } from '../../core/approval.ts'

/** Where a form was opened, which Slack does not tell when it is submitted; with what the bot wants to remember. */
const Sealed = z.object({ place: PlaceRef, metadata: z.string(), seal: z.string() })

interface Opened {
  readonly place: PlaceRef
  readonly metadata: string
}

/** Signed for one person: rules depend on the place, and the form comes back from a client. */
export function sealPlace(key: string, at: { user: string; place: PlaceRef }, metadata: string): string {
  return JSON.stringify({ place: at.place, metadata, seal: sealOf(key, at, metadata) })
}

/** Undefined when it is not a form of ours for this person. */
export function openPlace(key: string, user: string, text: string): Opened | undefined {
  const sealed = Sealed.safeParse(parsed(text))
  if (!sealed.success) return undefined
  const { place, metadata, seal } = sealed.data
  return sameText(seal, sealOf(key, { user, place }, metadata)) ? { place, metadata } : undefined
}

function sealOf(key: string, { user, place }: { user: string; place: PlaceRef }, metadata: string): string {
  const text = JSON.stringify([user, place.channel, place.thread, place.direct, metadata])
  return createHmac('sha256', key).update('form:').update(text).digest('base64url')
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function sameText(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)]
  return a.length === b.length && timingSafeEqual(a, b)
}
