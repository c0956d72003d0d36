import type { KubeObject } from '../store/types.ts'

export interface InvolvedObject {
  apiVersion: string
  kind: string
  namespace?: string
  name: string
  uid: string
  resourceVersion?: string
  fieldPath?: string
}

export interface Event extends KubeObject {
  involvedObject: InvolvedObject
  type: 'Normal' | 'Warning'
  reason: string
  message: string
  count?: number
  firstTimestamp?: string
  lastTimestamp?: string
  eventTime?: string
  series?: { count: number; lastObservedTime: string }
  action?: string
  source: { component?: string; host?: string }
  reportingComponent: string
  reportingInstance: string
}
