import { createHash } from 'node:crypto'
import { isRecord } from '../store/json.ts'

/** Kubernetes leaves out vowels and look-alikes, so that no name spells a word. */
const ALPHABET = 'bcdfghjklmnpqrstvwxz2456789'

/** The five letters that make a generated name unique. */
export function suffix(random: () => number): string {
  return Array.from({ length: 5 }, () => ALPHABET[Math.floor(random() * ALPHABET.length)]).join('')
}

/** A short name for a content that is the same for the same content, whatever the order of its keys. */
export function hashName(content: unknown): string {
  const digest = createHash('sha256').update(canonical(content)).digest()
  return Array.from(digest.subarray(0, 10), (byte) => ALPHABET[byte % ALPHABET.length]).join('')
}

function canonical(content: unknown): string {
  return JSON.stringify(content, (_key, value: unknown) =>
    isRecord(value)
      ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  )
}
