import type { PersonRef, PlaceRef } from '../../core/approval.ts'

/** Who is answered, where, and by which door they came. */
export interface Caller {
  readonly id: string
  readonly door: 'slash' | 'mention' | 'direct' | 'click' | 'form'
  readonly person: PersonRef
  readonly place: PlaceRef
}
