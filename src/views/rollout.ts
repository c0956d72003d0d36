import type { Described } from '../bot/health/described.ts'
import { whyWorkload } from '../bot/health/why-workload.ts'
import type { Progress } from '../bot/rollout.ts'
import type { View } from '../bot/view.ts'
import type { Workload } from '../bot/workload.ts'
import { context, section } from './blocks.ts'
import { nounOf } from './nouns.ts'
import { code, join, md, plain } from './text.ts'

interface Found {
  readonly workload: Workload
  readonly described: Described
  readonly progress: Progress
}

/** How far, in kubectl's words; then what holds it back; then what is being rolled out. */
export function rolloutView({ workload, described, progress }: Found): View {
  const { kind, where, pods, now, gaps } = described
  const { name } = workload.metadata
  const what = nounOf(kind).one
  const why = whyWorkload(workload, pods, now).filter((reason) => reason !== progress.text)
  const reasons = why.slice(0, 5).map((reason) => md`• ${reason}`)
  const facts = [...revision(workload), ...images(workload)]
  return {
    text: plain(`${what} ${name}: ${words[progress.kind]}, ${progress.text}`),
    blocks: [
      section(
        join(
          [
            md`${what} ${code(name)} in ${code(where)}: *${words[progress.kind]}*, ${progress.text}`,
            ...reasons,
          ],
          '\n',
        ),
      ),
      ...(facts.length > 0 ? [context(join(facts, ' · '))] : []),
      ...(gaps.length > 0 ? [context(...gaps.map((gap) => md`${gap}`))] : []),
    ],
  }
}

const words: Readonly<Record<Progress['kind'], string>> = {
  progressing: 'rolling out',
  done: 'done',
  failed: 'stuck',
  timedOut: 'late',
  unseen: 'not seen',
}

function revision({ metadata, status }: Workload) {
  const number = metadata.annotations['deployment.kubernetes.io/revision'] ?? status.updateRevision
  return number === undefined ? [] : [md`revision ${code(number)}`]
}

function images({ spec }: Workload) {
  return (spec.template?.spec?.containers ?? []).map(({ name, image }) => md`${code(name)} ${code(image)}`)
}
