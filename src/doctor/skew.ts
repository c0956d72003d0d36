import { note, ok, wrong, type Check } from './check.ts'

/** Slack's signatures are worth five minutes, and tokens begin and end by the clock. */
export function judgeSkew(whose: string, theirs: number | null, ours: number): readonly Check[] {
  if (theirs === null) return []
  const seconds = Math.round(Math.abs(theirs - ours) / 1000)
  const says = `The clocks here and of ${whose} differ by ${seconds} s.`
  if (seconds <= 5) return [ok(says)]
  const mend = 'Let NTP set the clock of this machine.'
  return [seconds <= 60 ? note(says, mend) : wrong(says, mend)]
}

/** The `Date` of an answer, which has whole seconds. */
export function timeOf(date: string | null | undefined): number | null {
  const time = Date.parse(date ?? '')
  return Number.isNaN(time) ? null : time
}
