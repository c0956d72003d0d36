import type { Described } from '../../bot/health/described.ts'
import { type Node, whyNode } from '../../bot/health/node.ts'
import { conditionLines } from './conditions.ts'
import { ageSince, block, facts, type Sheet } from './sheet.ts'

const rolePrefix = 'node-role.kubernetes.io/'

export function nodeSheet(node: Node, { pods, now }: Described): Sheet {
  const { metadata, spec, status } = node
  const why = whyNode(node, now)
  const ready = status.conditions.some(({ type, status }) => type === 'Ready' && status === 'True')
  const roles = Object.keys(metadata.labels)
    .filter((label) => label.startsWith(rolePrefix))
    .map((label) => label.slice(rolePrefix.length))
  return {
    verdict: `${ready ? 'ready' : 'not ready'}${spec.unschedulable ? ', cordoned' : ''}`,
    why,
    lines: [
      ...facts([
        ['Roles', roles.join(', ') || 'none'],
        ['Version', text(status.nodeInfo['kubeletVersion'])],
        ['System', text(status.nodeInfo['osImage'])],
        ['Addresses', status.addresses.map(({ address }) => address).join(', ')],
        ['CPU', amount(node, 'cpu')],
        ['Memory', amount(node, 'memory')],
        ['Pods', `${pods.length} here, ${status.allocatable['pods'] ?? '?'} at most`],
        [
          'Taints',
          spec.taints.map(({ key, value, effect }) => `${key}${value && `=${value}`}:${effect}`).join(', '),
        ],
        ['Age', ageSince(metadata.creationTimestamp, now)],
      ]),
      ...block('Conditions', conditionLines(status.conditions, now)),
    ],
  }
}

function amount({ status }: Node, resource: string): string | undefined {
  const usable = status.allocatable[resource]
  return usable && `${usable} usable of ${status.capacity[resource] ?? usable}`
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
