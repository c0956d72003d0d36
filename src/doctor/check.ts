/** One line of the doctor: what was looked at, and how to mend it. */
export interface Check {
  /** `note`: works, but somebody may be surprised. */
  readonly level: 'ok' | 'note' | 'wrong'
  readonly says: string
  readonly mend?: string
}

export interface Section {
  readonly title: string
  readonly checks: readonly Check[]
}

export const ok = (says: string): Check => ({ level: 'ok', says })
export const note = (says: string, mend: string): Check => ({ level: 'note', says, mend })
export const wrong = (says: string, mend: string): Check => ({ level: 'wrong', says, mend })
