import { dig, digList, digText, isRecord } from './json.ts'
import { fill } from './fill.ts'

/** What every pod template gets: policies, probes' figures, ports' protocols. */
export function podSpec(spec: unknown): void {
  if (!isRecord(spec)) return
  fill(spec, {
    restartPolicy: 'Always',
    terminationGracePeriodSeconds: 30,
    dnsPolicy: 'ClusterFirst',
    schedulerName: 'default-scheduler',
    securityContext: {},
  })
  for (const container of [...digList(spec, 'initContainers'), ...digList(spec, 'containers')]) {
    const latest = /^[^@]*?(?::latest|\/[^:]*|^[^:]*)$/.test(digText(container, 'image') ?? '')
    fill(container, {
      imagePullPolicy: latest ? 'Always' : 'IfNotPresent',
      terminationMessagePath: '/dev/termination-log',
      terminationMessagePolicy: 'File',
      resources: {},
    })
    for (const port of digList(container, 'ports')) fill(port, { protocol: 'TCP' })
    for (const probe of ['livenessProbe', 'readinessProbe', 'startupProbe']) {
      fill(dig(container, probe), {
        periodSeconds: 10,
        timeoutSeconds: 1,
        successThreshold: 1,
        failureThreshold: 3,
      })
      fill(dig(container, probe, 'httpGet'), { path: '/', scheme: 'HTTP' })
    }
  }
}

/** What admission adds to a pod, but to no template. */
export function podAdmission(spec: unknown): void {
  fill(spec, { enableServiceLinks: true, priority: 0, preemptionPolicy: 'PreemptLowerPriority' })
  fill(spec, { serviceAccountName: 'default' })
  fill(spec, { serviceAccount: digText(spec, 'serviceAccountName'), tolerations: [] })
  const tolerations = dig(spec, 'tolerations')
  if (!Array.isArray(tolerations)) return
  for (const state of ['not-ready', 'unreachable']) {
    const key = `node.kubernetes.io/${state}`
    if (tolerations.some((one) => (dig(one, 'key') ?? key) === key)) continue
    tolerations.push({ key, operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 })
  }
}

/** The class that tells whose pods go first when a node runs short. */
export function qosClass(spec: unknown): string {
  const containers = digList(spec, 'containers')
  const figures = (container: unknown, which: string) => {
    const found = dig(container, 'resources', which)
    return isRecord(found) ? found : {}
  }
  const none = containers.every(
    (container) =>
      Object.keys({ ...figures(container, 'requests'), ...figures(container, 'limits') }).length === 0,
  )
  if (none) return 'BestEffort'
  const fixed = containers.every((container) => {
    const limits = figures(container, 'limits')
    const requests = { ...limits, ...figures(container, 'requests') }
    return ['cpu', 'memory'].every((what) => limits[what] !== undefined && requests[what] === limits[what])
  })
  return fixed ? 'Guaranteed' : 'Burstable'
}
