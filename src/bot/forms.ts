import type { ModalView } from '@slack/types'
import type { Line, Submission } from './doors.ts'
import type { Clock, Ids } from './ports.ts'

/** Lines that wait for their modal. They live in this process only: after a restart the person types the line again. */
export interface Forms {
  /** Remembers the line and gives the modal that completes it. */
  keep(form: ModalView, line: Line, text: string): ModalView
  /** The completed line of a submitted modal, once; undefined when it is not known here (any more). */
  complete(submission: Submission): Completed | undefined
  done(submission: Submission): void
}

/** The line as it was typed, and what the form adds, as data. */
export interface Completed extends Pick<Line, 'place' | 'text'> {
  readonly filled: Readonly<Record<string, string>>
}

export const formCallback = 'rm:form'
const openForMs = 30 * 60_000
const most = 500

interface Kept {
  readonly line: Line
  readonly text: string
  readonly until: number
}

export function createForms({ clock, ids }: { clock: Clock; ids: Ids }): Forms {
  const kept = new Map<string, Kept>()
  return {
    keep(form, line, text) {
      forget()
      const id = ids.long()
      kept.set(id, { line, text, until: clock.now() + openForMs })
      return { ...form, callback_id: formCallback, private_metadata: id }
    },
    complete({ metadata, values, person }) {
      const found = kept.get(metadata)
      const theirs = found?.line.person.user === person.user && found.line.person.team === person.team
      if (!found || !theirs || found.until <= clock.now()) return undefined
      const filled = Object.entries(values).flatMap(([name, value]) =>
        value.trim() === '' ? [] : [[name, value.trim()] as const],
      )
      return { place: found.line.place, text: found.text, filled: Object.fromEntries(filled) }
    },
    done({ metadata }) {
      kept.delete(metadata)
    },
  }

  function forget(): void {
    for (const [id, { until }] of kept) {
      if (until <= clock.now() || kept.size >= most) kept.delete(id)
    }
  }
}
