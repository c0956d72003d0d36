import { toTime } from '../store/time.ts'
import { healthyConditions } from '../life/nodes.ts'

/** A worker node that is well: 4 cores, 8 GiB, room for 110 pods. */
export function workerNode(number: number, now: number) {
  const name = `node-${number}`
  const capacity = { cpu: '4', memory: '8Gi', pods: '110', 'ephemeral-storage': '100Gi' }
  const time = toTime(now)
  return {
    metadata: {
      name,
      labels: {
        'kubernetes.io/arch': 'amd64',
        'kubernetes.io/hostname': name,
        'kubernetes.io/os': 'linux',
        'node-role.kubernetes.io/worker': '',
        'topology.kubernetes.io/zone': `zone-${String.fromCharCode(96 + number)}`,
      },
    },
    spec: { podCIDR: `10.244.${number}.0/24` },
    status: {
      addresses: [
        { type: 'InternalIP', address: `10.0.0.${10 + number}` },
        { type: 'Hostname', address: name },
      ],
      capacity,
      allocatable: capacity,
      conditions: healthyConditions.map((condition) => ({
        ...condition,
        lastHeartbeatTime: time,
        lastTransitionTime: time,
      })),
      nodeInfo: {
        architecture: 'amd64',
        containerRuntimeVersion: 'containerd://2.1.0',
        kernelVersion: '6.12.0',
        kubeletVersion: 'v1.37.2',
        operatingSystem: 'linux',
        osImage: 'Sandbox Linux',
      },
    },
  }
}
