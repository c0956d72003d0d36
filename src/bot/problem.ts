import type { ClusterFailure } from './cluster.ts'

/** Why a command has no result: the cluster's answer, or a sentence of our own that says what to type instead. */
export type Problem =
  | { readonly kind: 'cluster'; readonly cluster: string; readonly failure: ClusterFailure }
  | { readonly kind: 'sentence'; readonly message: string }

export function sentence(message: string): { readonly ok: false; readonly failure: Problem } {
  return { ok: false, failure: { kind: 'sentence', message } }
}

export function clusterProblem(
  cluster: string,
  failure: ClusterFailure,
): { readonly ok: false; readonly failure: Problem } {
  return { ok: false, failure: { kind: 'cluster', cluster, failure } }
}
