import type { Answer, Session } from './cluster.ts'

export interface Witness {
  readonly session: Session
  /** How old the oldest answer was that came from memory because the cluster is away; null: all fresh. */
  ageMs(): number | null
}

/** Remembers whether an answer was an old one, so that the person is told without every command having to. */
export function createWitness(session: Session): Witness {
  let oldest: number | null = null
  const note = async <Value>(answer: Promise<Answer<Value>>): Promise<Answer<Value>> => {
    const { ageMs } = await answer
    if (ageMs !== undefined) oldest = Math.max(oldest ?? 0, ageMs)
    return answer
  }
  return {
    ageMs: () => oldest,
    session: {
      ...session,
      table: (kind, selection) => note(session.table(kind, selection)),
      get: (ref) => note(session.get(ref)),
      list: (kind, selection) => note(session.list(kind, selection)),
    },
  }
}
