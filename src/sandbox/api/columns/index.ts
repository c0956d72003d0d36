import type { Resource } from '../../store/types.ts'
import { isCustom } from '../customs.ts'
import { type Column, nameColumn } from './column.ts'
import { customColumns } from './custom.ts'
import { endpointsColumns, endpointSliceColumns } from './endpoints.ts'
import { nodeColumns } from './node.ts'
import {
  autoscalerColumns,
  budgetColumns,
  claimColumns,
  configMapColumns,
  eventColumns,
  ingressColumns,
  leaseColumns,
  namespaceColumns,
  plainColumns,
  roleBindingColumns,
  secretColumns,
  serviceColumns,
} from './others.ts'
import { podColumns } from './pod.ts'
import {
  cronJobColumns,
  daemonSetColumns,
  deploymentColumns,
  jobColumns,
  replicaSetColumns,
  statefulSetColumns,
} from './workloads.ts'

/** What kubectl prints of a kind. */
export const columnsOf = (resource: Resource): readonly Column[] =>
  isCustom(resource) ? customColumns(resource.columns) : (byKind[resource.kind] ?? generic)

const generic: readonly Column[] = [
  nameColumn,
  { name: 'Created At', type: 'date', cell: ({ metadata }) => metadata.creationTimestamp },
]

const byKind: Readonly<Record<string, readonly Column[]>> = {
  Pod: podColumns,
  Deployment: deploymentColumns,
  ReplicaSet: replicaSetColumns,
  StatefulSet: statefulSetColumns,
  DaemonSet: daemonSetColumns,
  Job: jobColumns,
  CronJob: cronJobColumns,
  Node: nodeColumns,
  Namespace: namespaceColumns,
  Service: serviceColumns,
  Endpoints: endpointsColumns,
  EndpointSlice: endpointSliceColumns,
  Event: eventColumns,
  ConfigMap: configMapColumns,
  Secret: secretColumns,
  ServiceAccount: plainColumns,
  Lease: leaseColumns,
  PersistentVolumeClaim: claimColumns,
  PodDisruptionBudget: budgetColumns,
  HorizontalPodAutoscaler: autoscalerColumns,
  Ingress: ingressColumns,
  RoleBinding: roleBindingColumns,
  ClusterRoleBinding: roleBindingColumns,
}
