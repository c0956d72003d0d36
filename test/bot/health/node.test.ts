import { expect, test } from 'vitest'
import { nodeOf, whyNode } from '../../../src/bot/health/node.ts'

const now = Date.parse('2026-11-22T12:00:00Z')

test('a node that went away says for how long and why', () => {
  const ready = {
    type: 'Ready',
    status: 'Unknown',
    reason: 'NodeStatusUnknown',
    message: 'Kubelet stopped posting node status.',
    lastTransitionTime: '2026-11-22T11:56:00Z',
  }
  expect(why({ status: { conditions: [ready] } })).toEqual([
    'NotReady for 4m: Kubelet stopped posting node status',
  ])
})

test('pressure and a cordon are told although the node is ready', () => {
  const conditions = [
    { type: 'Ready', status: 'True' },
    { type: 'MemoryPressure', status: 'True', message: 'kubelet has insufficient memory available' },
    { type: 'DiskPressure', status: 'False' },
  ]
  expect(why({ spec: { unschedulable: true }, status: { conditions } })).toEqual([
    'MemoryPressure: kubelet has insufficient memory available',
    'it is cordoned: no new pods are placed on it',
  ])
})

test('a ready node has nothing to explain', () => {
  expect(why({ status: { conditions: [{ type: 'Ready', status: 'True' }] } })).toEqual([])
})

function why(rest: object): readonly string[] {
  const node = nodeOf({ metadata: { name: 'node-1', uid: 'u' }, ...rest })
  if (!node) throw new Error('this is no node')
  return whyNode(node, now)
}
