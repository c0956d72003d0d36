import { type Cause, invalid } from '../store/errors.ts'
import { dig, digList, digNumber, digText, digTexts, sameJson } from '../store/json.ts'
import { matchSelector } from '../store/selectors.ts'
import type { KubeObject, Resource } from '../store/types.ts'

/** Throws the 422 of an object that Kubernetes would not store. */
export function validate(resource: Resource, object: KubeObject, current?: KubeObject): void {
  const causes = [
    ...(current === undefined ? nameCauses(resource, object) : []),
    ...replicaCauses(object),
    ...podCauses(object),
    ...selectorCauses(object, current),
  ]
  if (causes.length > 0) throw invalid(resource, object.metadata.name, causes)
}

const subdomain = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/
const label = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/
const labelKinds = new Set(['Namespace', 'Service'])
const freelyNamed = new Set(['Role', 'RoleBinding', 'ClusterRole', 'ClusterRoleBinding'])

const subdomainRule =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"
const labelRule =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')"

function nameCauses({ kind }: Resource, { metadata: { name } }: KubeObject): Cause[] {
  if (name === '' || freelyNamed.has(kind)) return []
  const asLabel = labelKinds.has(kind)
  if (asLabel ? label.test(name) && name.length <= 63 : subdomain.test(name) && name.length <= 253) return []
  return [wrong('metadata.name', name, asLabel ? labelRule : subdomainRule)]
}

function replicaCauses({ spec }: KubeObject): Cause[] {
  const replicas = digNumber(spec, 'replicas')
  if (replicas === undefined || replicas >= 0) return []
  return [wrong('spec.replicas', replicas, 'must be greater than or equal to 0')]
}

const templatePaths: Readonly<Record<string, readonly string[]>> = {
  Pod: ['spec'],
  Deployment: ['spec', 'template', 'spec'],
  ReplicaSet: ['spec', 'template', 'spec'],
  StatefulSet: ['spec', 'template', 'spec'],
  DaemonSet: ['spec', 'template', 'spec'],
  Job: ['spec', 'template', 'spec'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
}

function podCauses(object: KubeObject): Cause[] {
  const path = templatePaths[object.kind]
  if (path === undefined) return []
  const at = `${path.join('.')}.containers`
  const containers = digList(object, ...path, 'containers')
  if (containers.length === 0) return [missing(at)]
  return containers.flatMap((container, index) =>
    ['name', 'image'].flatMap((field) =>
      digText(container, field) ? [] : [missing(`${at}[${index}].${field}`)],
    ),
  )
}

const selecting = new Set(['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet'])

function selectorCauses({ kind, spec }: KubeObject, current: KubeObject | undefined): Cause[] {
  if (!selecting.has(kind)) return []
  const selector = dig(spec, 'selector')
  if (selector === undefined) return [missing('spec.selector')]
  const labels = digTexts(spec, 'template', 'metadata', 'labels')
  const causes: Cause[] = []
  if (!matchSelector(selector, labels)) {
    causes.push(wrong('spec.template.metadata.labels', labels, '`selector` does not match template `labels`'))
  }
  if (current !== undefined && !sameJson(selector, dig(current.spec, 'selector'))) {
    causes.push(wrong('spec.selector', selector, 'field is immutable'))
  }
  return causes
}

const wrong = (field: string, value: unknown, why: string): Cause => ({
  reason: 'FieldValueInvalid',
  message: `Invalid value: ${JSON.stringify(value)}: ${why}`,
  field,
})

const missing = (field: string): Cause => ({ reason: 'FieldValueRequired', message: 'Required value', field })
