import type { Answer, Cluster } from '../bot/cluster.ts'
import type { View } from '../bot/view.ts'
import { context, section } from './blocks.ts'
import { counted } from './nouns.ts'
import { code, join, md, type Mrkdwn, plain } from './text.ts'

interface Looked {
  readonly name: string
  readonly state: ReturnType<Cluster['state']>
  /** What it said when it was asked just now. */
  readonly answer: Answer<string>
}

/** One line a cluster: whether it answers, and with which version. */
export function clustersView(looked: readonly Looked[]): View {
  if (looked.length === 0) {
    const none = 'No cluster is open to you here'
    return { text: plain(none), blocks: [section(md`${none}. Your own access: ${code('whoami')}`)] }
  }
  const answering = looked.filter(({ answer }) => answer.ok).length
  const head = `${answering} of ${counted(looked.length, 'cluster')} ${answering === 1 ? 'answers' : 'answer'}`
  return {
    text: plain(head),
    blocks: [
      section(join(looked.map(line), '\n')),
      context(md`${head} · choose one with ${code('--cluster NAME')}`),
    ],
  }
}

function line({ name, state, answer }: Looked): Mrkdwn {
  if (answer.ok) return md`:large_green_circle: ${code(name)} ${answer.value}`
  const resting = state === 'resting' ? ', resting before the next try' : ''
  return md`:red_circle: ${code(name)} does not answer${resting}: ${answer.failure.message}`
}
