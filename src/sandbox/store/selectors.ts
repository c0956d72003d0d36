import { badRequest } from './errors.ts'
import { dig, digList, digText, digTexts } from './json.ts'
import type { KubeObject, Resource } from './types.ts'

type Labels = Readonly<Record<string, string>>

/** Parses `app=api,tier in (a,b),!legacy` as the list and watch parameters spell it. */
export function labelSelector(text: string): (labels: Labels) => boolean {
  const tests = splitOutsideParentheses(text).map((requirement) => labelTest(requirement, text))
  return (labels) => tests.every((test) => test(labels))
}

/** Parses `status.phase=Running,spec.nodeName!=` for the fields which that kind supports. */
export function fieldSelector(text: string, resource: Resource): (object: KubeObject) => boolean {
  const tests = text
    .split(',')
    .filter((part) => part.trim() !== '')
    .map((part) => fieldTest(part, text, resource))
  return (object) => tests.every((test) => test(object))
}

/** Whether a LabelSelector object (matchLabels, matchExpressions) selects these labels; empty selects all. */
export function matchSelector(selector: unknown, labels: Labels = {}): boolean {
  if (selector === undefined || selector === null) return false
  const equal = Object.entries(digTexts(selector, 'matchLabels')).every(
    ([key, value]) => labels[key] === value,
  )
  return equal && digList(selector, 'matchExpressions').every((expression) => matches(expression, labels))
}

/** A LabelSelector as text, the way Scale.status.selector and Table spell it. */
export function selectorText(selector: unknown): string {
  const equal = Object.entries(digTexts(selector, 'matchLabels')).map(([key, value]) => `${key}=${value}`)
  const others = digList(selector, 'matchExpressions').map((expression) => {
    const key = digText(expression, 'key') ?? ''
    const operator = digText(expression, 'operator') ?? ''
    if (operator === 'Exists') return key
    if (operator === 'DoesNotExist') return `!${key}`
    return `${key} ${operator.toLowerCase()} (${digList(expression, 'values').join(',')})`
  })
  return [...equal.toSorted(), ...others].join(',')
}

const requirementShape = /^(!)?\s*([\w./-]+)(?:\s*(==|=|!=)\s*([\w.-]*)|\s+(in|notin)\s*\(([^()]*)\))?$/

function labelTest(requirement: string, whole: string): (labels: Labels) => boolean {
  const parts = requirementShape.exec(requirement.trim())
  if (parts === null)
    throw badRequest(`unable to parse requirement: found '${requirement.trim()}' in '${whole}'`)
  const [, not, key = '', operator, value = '', membership, list = ''] = parts
  const values = list.split(',').map((item) => item.trim())
  if (not !== undefined) return (labels) => !(key in labels)
  if (operator === '!=') return (labels) => labels[key] !== value
  if (operator !== undefined) return (labels) => labels[key] === value
  if (membership === 'in') return (labels) => values.includes(labels[key] ?? '') && key in labels
  if (membership === 'notin') return (labels) => !(key in labels && values.includes(labels[key] ?? ''))
  return (labels) => key in labels
}

function splitOutsideParentheses(text: string): string[] {
  return text.split(/,(?![^()]*\))/).filter((part) => part.trim() !== '')
}

function matches(expression: unknown, labels: Labels): boolean {
  const key = digText(expression, 'key') ?? ''
  const value = labels[key]
  const listed = value !== undefined && digList(expression, 'values').includes(value)
  const operator = digText(expression, 'operator')
  if (operator === 'In') return listed
  if (operator === 'NotIn') return !listed
  if (operator === 'Exists') return value !== undefined
  return operator === 'DoesNotExist' && value === undefined
}

const involved = ['kind', 'namespace', 'name', 'uid', 'apiVersion', 'resourceVersion', 'fieldPath']
const supportedFields: Readonly<Record<string, readonly string[]>> = {
  Pod: [
    ...['nodeName', 'restartPolicy', 'schedulerName', 'serviceAccountName', 'hostNetwork'].map(
      (f) => `spec.${f}`,
    ),
    ...['phase', 'podIP', 'nominatedNodeName'].map((field) => `status.${field}`),
  ],
  Event: [
    ...involved.map((field) => `involvedObject.${field}`),
    'reason',
    'reportingComponent',
    'source',
    'type',
  ],
  Node: ['spec.unschedulable'],
  Namespace: ['status.phase'],
  Secret: ['type'],
  Job: ['status.successful'],
  ReplicaSet: ['status.replicas'],
  Service: ['spec.clusterIP', 'spec.type'],
}

function fieldTest(part: string, whole: string, resource: Resource): (object: KubeObject) => boolean {
  const parts = /^([^=!]+)(==|=|!=)(.*)$/.exec(part.trim())
  if (parts === null) throw badRequest(`invalid selector: '${whole}'; can't understand '${part}'`)
  const [, field = '', operator, value = ''] = parts
  const common = field === 'metadata.name' || (field === 'metadata.namespace' && resource.namespaced)
  if (!common && supportedFields[resource.kind]?.includes(field) !== true) {
    throw unknownField(field, resource)
  }
  return (object) => (fieldValue(object, field) === value) === (operator !== '!=')
}

function unknownField(field: string, { kind, namespaced }: Resource): Error {
  if (supportedFields[kind] !== undefined) return badRequest(`field label not supported: ${field}`)
  const known = namespaced ? '"metadata.name", "metadata.namespace"' : '"metadata.name"'
  return badRequest(`"${field}" is not a known field selector: only ${known}`)
}

function fieldValue(object: KubeObject, field: string): string {
  const path = field === 'source' ? ['source', 'component'] : field.split('.')
  const found = dig(object, ...(field === 'status.successful' ? ['status', 'succeeded'] : path))
  if (typeof found === 'string') return found
  if (typeof found === 'number' || typeof found === 'boolean') return String(found)
  if (field === 'spec.unschedulable' || field === 'spec.hostNetwork') return 'false'
  return field.startsWith('status.re') || field === 'status.successful' ? '0' : ''
}
