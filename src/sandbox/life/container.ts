import { createHash } from 'node:crypto'
import { toTime } from '../store/time.ts'
import { faultOf, missingReference } from './faults.ts'
import type { Life } from './life.ts'
import { writeFarewell, writeGreeting } from './prose.ts'
import { backOff, next, period, say, spell, type Run, type Scene, type Step } from './run.ts'
import type { Container, Pod, Terminated } from './types.ts'

const EXIT_SHOWN = 1_000
const PULL_SHOWN = 1_500
const FORGIVEN_AFTER = 600_000
const WORK = 3_000

/** Lets a container live until nothing more is due now. */
export function live(life: Life, pod: Pod, container: Container, run: Run): void {
  wake(life, pod, container, run)
  while (run.step !== 'rest' && run.due <= life.clock.now()) {
    const act = steps[run.step]
    act({ life, pod, container, run })
  }
}

/** A fault or another image takes effect at once, not at the next timer. */
function wake(life: Life, pod: Pod, container: Container, run: Run): void {
  const scene = { life, pod, container, run }
  if (run.image !== container.image) {
    run.image = container.image
    if (run.state.running) {
      say(scene, 'Normal', 'Killing', `Container ${run.name} definition changed, will be restarted`)
      exit(scene, 143, 'Error')
      next(run, 'restart', life.clock.now())
    } else next(run, run.restarts > 0 ? 'restart' : 'pull', life.clock.now())
  }
  const healthy = run.step === 'rest' && run.state.running !== undefined
  if (healthy && faultOf(life, pod, container)) next(run, 'probe', life.clock.now())
}

const steps: Record<Exclude<Step, 'rest'>, (scene: Scene) => void> = {
  pull(scene) {
    const { life, pod, container, run } = scene
    const now = life.clock.now()
    const fault = faultOf(life, pod, container)
    if (fault === 'pull') return refusePull(scene)
    if (fault === 'config-error') {
      const message = missingReference(life, pod, container) ?? `secret "${run.name}-settings" not found`
      run.state = { waiting: { reason: 'CreateContainerConfigError', message } }
      say(scene, 'Warning', 'Failed', `Error: ${message}`)
      return next(run, 'pull', now + backOff(0))
    }
    run.pulls = 0
    say(scene, 'Normal', 'Pulled', `Container image "${run.image}" already present on machine`)
    next(run, run.restarts > 0 ? 'restart' : 'start', now + life.tempo.startDelay)
  },
  'back-off-pull'(scene) {
    const { life, run } = scene
    const message = `Back-off pulling image "${run.image}"`
    run.state = {
      waiting: { reason: 'ImagePullBackOff', message: `${message}: ErrImagePull: ${notFound(run.image)}` },
    }
    say(scene, 'Normal', 'BackOff', message)
    say(scene, 'Warning', 'Failed', 'Error: ImagePullBackOff')
    next(run, 'pull', life.clock.now() + backOff(run.pulls))
  },
  start(scene) {
    const { life, pod, run } = scene
    const now = life.clock.now()
    run.startedAt = now
    run.misses = 0
    run.started = true
    run.id = `containerd://${createHash('sha256').update(`${pod.metadata.uid}/${run.name}/${run.restarts}`).digest('hex')}`
    run.state = { running: { startedAt: toTime(now) } }
    life.logbook.rotate(pod, run.name)
    writeGreeting(life, pod, run)
    say(scene, 'Normal', 'Created', `Container created`)
    say(scene, 'Normal', 'Started', `Container started`)
    next(run, 'probe', now + (pod.spec.restartPolicy === 'Always' ? life.tempo.readyDelay : WORK))
  },
  probe(scene) {
    const { life, pod, container, run } = scene
    const fault = faultOf(life, pod, container)
    switch (fault) {
      case 'crash':
        return exit(scene, 1, 'Error')
      case 'oom':
        return exit(scene, 137, 'OOMKilled')
      case 'hang':
        return missLiveness(scene)
      case 'never-ready':
        run.ready = false
        say(scene, 'Warning', 'Unhealthy', 'Readiness probe failed: HTTP probe failed with statuscode: 503')
        return next(run, 'probe', life.clock.now() + period(container.readinessProbe))
      case 'pull':
      case 'config-error':
      case undefined:
        break
    }
    if (pod.spec.restartPolicy !== 'Always') return exit(scene, 0, 'Completed')
    run.ready = true
    run.misses = 0
    run.step = 'rest'
  },
  'back-off-crash'(scene) {
    const { life, pod, run } = scene
    const delay = backOff(run.crashes - 2)
    const { name, namespace, uid } = pod.metadata
    const target = `${name}_${namespace}(${uid})`
    run.lastState = run.state
    run.state = {
      waiting: {
        reason: 'CrashLoopBackOff',
        message: `back-off ${spell(delay)} restarting failed container=${run.name} pod=${target}`,
      },
    }
    say(scene, 'Warning', 'BackOff', `Back-off restarting failed container ${run.name} in pod ${target}`)
    next(run, 'restart', life.clock.now() + delay - EXIT_SHOWN)
  },
  restart(scene) {
    const { run } = scene
    if (run.state.terminated) {
      run.lastState = run.state
      run.state = { waiting: { reason: 'ContainerCreating' } }
    }
    run.restarts += 1
    say(scene, 'Normal', 'Pulled', `Container image "${run.image}" already present on machine`)
    steps.start(scene)
  },
}

function exit(scene: Scene, exitCode: number, reason: string): void {
  const { life, pod, run } = scene
  const now = life.clock.now()
  if (run.state.running) writeFarewell(life, pod, run, reason)
  const end: Terminated = {
    exitCode,
    reason,
    startedAt: toTime(run.startedAt),
    finishedAt: toTime(now),
    containerID: run.id ?? '',
  }
  run.state = { terminated: end }
  run.ready = false
  run.started = false
  run.crashes = now - run.startedAt > FORGIVEN_AFTER ? 1 : run.crashes + 1
  const policy = pod.spec.restartPolicy
  if (policy === 'Never' || (policy === 'OnFailure' && exitCode === 0)) return next(run, 'rest', now)
  // The first fall is forgiven: back-off begins with the second.
  next(run, run.crashes === 1 ? 'restart' : 'back-off-crash', now + EXIT_SHOWN)
}

function refusePull(scene: Scene): void {
  const { life, run } = scene
  const message = notFound(run.image)
  say(scene, 'Normal', 'Pulling', `Pulling image "${run.image}"`)
  say(scene, 'Warning', 'Failed', `Failed to pull image "${run.image}": ${message}`)
  say(scene, 'Warning', 'Failed', 'Error: ErrImagePull')
  run.state = { waiting: { reason: 'ErrImagePull', message } }
  run.pulls += 1
  next(run, 'back-off-pull', life.clock.now() + PULL_SHOWN)
}

function missLiveness(scene: Scene): void {
  const { life, container, run } = scene
  const { livenessProbe: probe } = container
  run.ready = false
  run.misses += 1
  const address = `http://10.244.0.1:${probe?.httpGet?.port ?? 8080}${probe?.httpGet?.path ?? '/healthz'}`
  const cause = 'context deadline exceeded (Client.Timeout exceeded while awaiting headers)'
  say(scene, 'Warning', 'Unhealthy', `Liveness probe failed: Get "${address}": ${cause}`)
  if (run.misses < (probe?.failureThreshold ?? 3)) return next(run, 'probe', life.clock.now() + period(probe))
  say(scene, 'Normal', 'Killing', `Container ${run.name} failed liveness probe, will be restarted`)
  exit(scene, 137, 'Error')
}

function notFound(image: string): string {
  const tail = `failed to resolve reference "${image}": ${image}: not found`
  return `rpc error: code = NotFound desc = failed to pull and unpack image "${image}": ${tail}`
}
