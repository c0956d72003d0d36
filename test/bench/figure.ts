/** One line of the table: what was measured, against what of the same run, and whether its bound held. */
export interface Figure {
  readonly what: string
  readonly measured: string
  readonly against: string
  /** The measured one by the other; null where there is nothing to divide. */
  readonly ratio: number | null
  readonly bound: string
  readonly verdict: 'held' | 'missed' | 'not run'
}

export function judged(figure: Omit<Figure, 'verdict'>, held: boolean): Figure {
  return { ...figure, verdict: held ? 'held' : 'missed' }
}

export function notRun(what: string, bound: string, why: string): Figure {
  return { what, measured: '-', against: why, ratio: null, bound, verdict: 'not run' }
}

export function ms(value: number): string {
  return `${value.toFixed(1)} ms`
}

export function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(2)} s`
}
