import type { Life } from './life.ts'
import type { Container, ContainerState, Pod } from './types.ts'

const BACK_OFF = 10_000
const LONGEST_BACK_OFF = 300_000

/** What a container does next, once its time has come; `rest` needs no time: only a change wakes it. */
export type Step = 'pull' | 'back-off-pull' | 'start' | 'probe' | 'back-off-crash' | 'restart' | 'rest'

/** One container as its kubelet knows it. */
export interface Run {
  readonly name: string
  image: string
  step: Step
  due: number
  state: ContainerState
  lastState: ContainerState
  ready: boolean
  started: boolean
  restarts: number
  pulls: number
  crashes: number
  misses: number
  startedAt: number
  id: string | undefined
}

/** A container that has yet to be pulled. */
export function newRun({ name, image }: Container, now: number): Run {
  return {
    name,
    image,
    step: 'pull',
    due: now,
    restarts: 0,
    pulls: 0,
    crashes: 0,
    misses: 0,
    startedAt: now,
    state: { waiting: { reason: 'ContainerCreating' } },
    lastState: {},
    ready: false,
    started: false,
    id: undefined,
  }
}

/** A container together with what its life needs. */
export interface Scene {
  readonly life: Life
  readonly pod: Pod
  readonly container: Container
  readonly run: Run
}

/** Records an event about a container. */
export function say(
  { life, pod, run }: Scene,
  type: 'Normal' | 'Warning',
  reason: string,
  message: string,
): void {
  life.record(pod, { type, reason, message, source: 'kubelet', host: pod.spec.nodeName, container: run.name })
}

/** Sets what a container does next, and when. */
export function next(run: Run, step: Step, due: number): void {
  run.step = step
  run.due = due
}

/** Ten seconds, doubled so many times, five minutes at most. */
export function backOff(doublings: number): number {
  return Math.min(LONGEST_BACK_OFF, BACK_OFF * 2 ** Math.max(0, doublings))
}

/** How often a probe asks. */
export function period(probe: { periodSeconds?: number } | undefined): number {
  return (probe?.periodSeconds ?? 10) * 1000
}

/** A duration as Go prints it: 10s, 2m40s, 5m0s. */
export function spell(milliseconds: number): string {
  const seconds = milliseconds / 1000
  return seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m${seconds % 60}s`
}
