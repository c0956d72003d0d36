import type { Described } from '../bot/health/described.ts'
import { nodeOf } from '../bot/health/node.ts'
import { podOf } from '../bot/health/pod.ts'
import { serviceOf } from '../bot/health/service.ts'
import type { View } from '../bot/view.ts'
import { workloadOf } from '../bot/workload.ts'
import { context, section } from './blocks.ts'
import { eventLines } from './describe/events.ts'
import { otherSheet } from './describe/other.ts'
import { nodeSheet } from './describe/node.ts'
import { podSheet } from './describe/pod.ts'
import { serviceSheet } from './describe/service.ts'
import { block, type Sheet } from './describe/sheet.ts'
import { workloadSheet } from './describe/workload.ts'
import { nounOf } from './nouns.ts'
import { code, join, md, plain } from './text.ts'

/** Why it is not ready first; then what it is, and what was said of it. */
export function describeView(described: Described): View {
  const { object, kind, where, gaps, events, now } = described
  const name = object.metadata.name
  const what = nounOf(kind).one
  const { verdict, why, lines } = sheetOf(described)
  const [first = verdict] = why
  const reasons = why.slice(0, 5).map((reason) => md`• ${reason}`)
  return {
    text: plain(`${what} ${name} in ${where}: ${first}`),
    blocks: [
      section(join([md`${what} ${code(name)} in ${code(where)}: *${verdict}*`, ...reasons], '\n')),
      ...(gaps.length > 0 ? [context(...gaps.map((gap) => md`${gap}`))] : []),
    ],
    body: {
      title: `${what} ${name}: ${first}`,
      filename: `${kind.singular || 'object'}-${name}.txt`,
      lines: [...lines, ...block('Events', eventLines(events, now))],
      headerLines: 0,
    },
  }
}

function sheetOf(described: Described): Sheet {
  const { kind, object } = described
  switch (`${kind.plural}.${kind.group}`) {
    case 'pods.': {
      const pod = podOf(object)
      return pod ? podSheet(pod, described.now) : otherSheet(described)
    }
    case 'nodes.': {
      const node = nodeOf(object)
      return node ? nodeSheet(node, described) : otherSheet(described)
    }
    case 'services.': {
      const service = serviceOf(object)
      return service ? serviceSheet(service, described) : otherSheet(described)
    }
    case 'deployments.apps':
    case 'statefulsets.apps':
    case 'daemonsets.apps':
    case 'replicasets.apps': {
      const workload = workloadOf(object)
      return workload ? workloadSheet(workload, described) : otherSheet(described)
    }
    default:
      return otherSheet(described)
  }
}
