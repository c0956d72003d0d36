import type { Described } from '../../bot/health/described.ts'
import { type Service, whyService } from '../../bot/health/service.ts'
import { isReady } from '../../bot/health/pod.ts'
import { podLines } from './pods.ts'
import { ageSince, block, facts, pairsText, type Sheet } from './sheet.ts'

export function serviceSheet(service: Service, { object, pods, now }: Described): Sheet {
  const { spec } = service
  const why = whyService(service, pods)
  const ready = pods.filter(isReady).length
  return {
    verdict:
      Object.keys(spec.selector).length === 0 ? spec.type : `${ready} of ${pods.length} endpoints ready`,
    why,
    lines: [
      ...facts([
        ['Type', spec.type],
        ['IP', spec.clusterIP],
        ['Name', spec.externalName],
        ['Ports', spec.ports.map(portText).join(', ')],
        ['Selector', pairsText(spec.selector) || 'none'],
        ['Age', ageSince(object.metadata.creationTimestamp, now)],
      ]),
      ...block('Pods', podLines(pods, now)),
    ],
  }
}

function portText({ name, port, targetPort, protocol }: Service['spec']['ports'][number]): string {
  const target = targetPort === undefined || targetPort === port ? '' : ` to ${targetPort}`
  return `${port}/${protocol}${target}${name ? ` (${name})` : ''}`
}
