import { randomBytes, randomInt } from 'node:crypto'
import type { Ids } from './ports.ts'

/** Easy to read aloud and to type on a phone: no 0, 1, I, L, O, U. */
const letters = '23456789ABCDEFGHJKMNPQRSTVWXYZ'

export const randomIds: Ids = {
  request: () => `c-${word(6)}`,
  approval: () => `REQ-${word(5)}`,
  long: () => randomBytes(16).toString('base64url'),
}

function word(length: number): string {
  return Array.from({ length }, () => letters[randomInt(letters.length)]).join('')
}
