import { dig, digList, digNumber, digText } from '../../store/json.ts'
import { selectorText } from '../../store/selectors.ts'
import type { KubeObject } from '../../store/types.ts'
import {
  age,
  ageColumn,
  type Column,
  duration,
  nameColumn,
  numberColumn,
  pairs,
  textColumn,
} from './column.ts'

const readyColumn: Column = {
  name: 'Ready',
  cell: ({ spec, status }) =>
    `${digNumber(status, 'readyReplicas') ?? 0}/${digNumber(spec, 'replicas') ?? 0}`,
}

export const deploymentColumns: readonly Column[] = [
  nameColumn,
  readyColumn,
  { name: 'Up-to-date', cell: ({ status }) => digNumber(status, 'updatedReplicas') ?? 0 },
  { name: 'Available', cell: ({ status }) => digNumber(status, 'availableReplicas') ?? 0 },
  ageColumn,
  ...templateColumns('spec.template.spec', true),
]

export const replicaSetColumns: readonly Column[] = [
  nameColumn,
  numberColumn('Desired', 'spec.replicas'),
  numberColumn('Current', 'status.replicas'),
  numberColumn('Ready', 'status.readyReplicas'),
  ageColumn,
  ...templateColumns('spec.template.spec', true),
]

export const statefulSetColumns: readonly Column[] = [
  nameColumn,
  readyColumn,
  ageColumn,
  ...templateColumns('spec.template.spec', false),
]

export const daemonSetColumns: readonly Column[] = [
  nameColumn,
  numberColumn('Desired', 'status.desiredNumberScheduled'),
  numberColumn('Current', 'status.currentNumberScheduled'),
  numberColumn('Ready', 'status.numberReady'),
  numberColumn('Up-to-date', 'status.updatedNumberScheduled'),
  numberColumn('Available', 'status.numberAvailable'),
  { name: 'Node Selector', cell: ({ spec }) => pairs(spec, 'template', 'spec', 'nodeSelector') },
  ageColumn,
  ...templateColumns('spec.template.spec', true),
]

export const jobColumns: readonly Column[] = [
  nameColumn,
  { name: 'Status', cell: jobStatus },
  { name: 'Completions', cell: completions },
  { name: 'Duration', cell: jobDuration },
  ageColumn,
  ...templateColumns('spec.template.spec', true),
]

export const cronJobColumns: readonly Column[] = [
  nameColumn,
  textColumn('Schedule', 'spec.schedule'),
  textColumn('Timezone', 'spec.timeZone'),
  {
    name: 'Suspend',
    type: 'boolean',
    cell: ({ spec }) => (dig(spec, 'suspend') === true ? 'True' : 'False'),
  },
  { name: 'Active', type: 'integer', cell: ({ status }) => digList(status, 'active').length },
  {
    name: 'Last Schedule',
    cell({ status }, now) {
      const last = digText(status, 'lastScheduleTime')
      return last === undefined ? '<none>' : age(last, now)
    },
  },
  ageColumn,
  ...templateColumns('spec.jobTemplate.spec.template.spec', true),
]

function templateColumns(path: string, selector: boolean): Column[] {
  const containers = (object: KubeObject, field: string) =>
    digList(object, ...path.split('.'), 'containers')
      .map((container) => digText(container, field) ?? '')
      .join(',')
  const selectorCell = (object: KubeObject) => selectorText(dig(object.spec, 'selector')) || '<none>'
  return [
    { name: 'Containers', wide: true, cell: (object) => containers(object, 'name') },
    { name: 'Images', wide: true, cell: (object) => containers(object, 'image') },
    ...(selector ? [{ name: 'Selector', wide: true, cell: selectorCell }] : []),
  ]
}

function jobStatus({ status, metadata }: KubeObject): string {
  const holds = (type: string) =>
    digList(status, 'conditions').some(
      (condition) => digText(condition, 'type') === type && digText(condition, 'status') === 'True',
    )
  if (holds('Complete')) return 'Complete'
  if (holds('Failed')) return 'Failed'
  if (metadata.deletionTimestamp !== undefined) return 'Terminating'
  return ['Suspended', 'FailureTarget', 'SuccessCriteriaMet'].find(holds) ?? 'Running'
}

function completions({ spec, status }: KubeObject): string {
  const succeeded = digNumber(status, 'succeeded') ?? 0
  const wanted = digNumber(spec, 'completions')
  const parallel = digNumber(spec, 'parallelism') ?? 0
  if (wanted !== undefined) return `${succeeded}/${wanted}`
  return parallel > 1 ? `${succeeded}/1 of ${parallel}` : `${succeeded}/1`
}

function jobDuration({ status }: KubeObject, now: number): string {
  const start = Date.parse(digText(status, 'startTime') ?? '')
  const end = digText(status, 'completionTime')
  if (Number.isNaN(start)) return ''
  return duration((end === undefined ? now : Date.parse(end)) - start)
}
