import type { Life } from './life.ts'
import { writeChatter } from './prose.ts'

const EVERY = 4_000

/** Lets every healthy container write a line now and then; one timer for all of them. */
export function startChatter(life: Life): () => void {
  let cancel = life.clock.after(EVERY, talk)

  function talk(): void {
    cancel = life.clock.after(EVERY, talk)
    for (const pod of life.objects.list('Pod')) {
      if (pod.status?.phase !== 'Running' || pod.metadata.deletionTimestamp) continue
      for (const container of pod.spec.containers) {
        const status = pod.status.containerStatuses?.find(({ name }) => name === container.name)
        if (!status?.state.running || !status.ready || life.random() < 0.3) continue
        writeChatter(life, pod, container)
      }
    }
  }

  return () => cancel()
}
