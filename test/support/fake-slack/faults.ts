/** What goes wrong with the next calls of a method. */
export interface Fault {
  /** An HTTP status instead of an answer; 429 carries `retryAfter`. */
  readonly status?: number
  /** Slack's word, in an answer with status 200. */
  readonly error?: string
  /** The connection is cut without an answer. */
  readonly drop?: true
  readonly retryAfter?: number
  readonly times: number
  /** The call is carried out, and only its answer is lost. */
  readonly after?: 'applied'
}

export interface Faults {
  add(method: string, fault: Fault): void
  /** The fault for this call, which is then used up. */
  take(method: string): Fault | undefined
  clear(): void
}

export function createFaults(): Faults {
  const faults = new Map<string, { fault: Fault; left: number }>()
  return {
    add: (method, fault) => void faults.set(method, { fault, left: fault.times }),
    take: (method) => {
      const waiting = faults.get(method)
      if (waiting === undefined || waiting.left === 0) return undefined
      waiting.left -= 1
      return waiting.fault
    },
    clear: () => faults.clear(),
  }
}
