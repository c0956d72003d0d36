import type { ApiKind, ObjectRef } from '../../src/core/kube.ts'

/** Kinds as discovery would tell them. */
export const pods: ApiKind = kind('', 'v1', 'Pod', 'pods')
export const configMaps: ApiKind = kind('', 'v1', 'ConfigMap', 'configmaps')
export const secrets: ApiKind = kind('', 'v1', 'Secret', 'secrets')
export const deployments: ApiKind = kind('apps', 'v1', 'Deployment', 'deployments')

export const alice = { user: 'alice', groups: ['ops', 'shop'] }

/** An address in the namespace `shop`. */
export function inShop({ group, version, kind, plural }: ApiKind, name: string): ObjectRef {
  return { group, version, kind, plural, namespace: 'shop', name }
}

/** A config map's body as a server would send it. */
export function configMap(name: string, data: Record<string, string> = {}) {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace: 'shop', uid: `uid-${name}` },
    data,
  }
}

function kind(group: string, version: string, name: string, plural: string): ApiKind {
  return {
    group,
    version,
    kind: name,
    plural,
    singular: name.toLowerCase(),
    shortNames: [],
    namespaced: true,
    verbs: [],
    subresources: [],
  }
}
