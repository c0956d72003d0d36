import type { Answer } from '../bot/cluster.ts'
import type { KubeObject } from '../core/kube.ts'
import { failed } from '../core/outcome.ts'

/** Answers to writes on Secrets carry metadata only. */
export const metadataOnly = 'application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io'

/** Whether a kind's objects hold what must never be read. */
export function isSecret(kind: { readonly group: string; readonly plural: string }): boolean {
  return kind.group === '' && kind.plural.toLowerCase() === 'secrets'
}

/** Said instead of reading one. */
export function secretsAreNotRead(): Answer<never> {
  return failed({
    kind: 'refused',
    status: 403,
    message: 'Secrets are never read by this bot; only their names and types are listed.',
  })
}

/** The annotation kubectl leaves behind holds the data once more. */
export function withoutData(object: KubeObject): KubeObject {
  const { 'kubectl.kubernetes.io/last-applied-configuration': _, ...annotations } =
    object.metadata.annotations ?? {}
  return {
    ...(object.apiVersion !== undefined && { apiVersion: object.apiVersion }),
    ...(object.kind !== undefined && { kind: object.kind }),
    metadata: { ...object.metadata, annotations },
  }
}
