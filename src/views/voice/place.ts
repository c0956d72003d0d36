import type { Plan } from '../../core/plan.ts'

/** `prod-eu/shop`, or the cluster alone for what lives in no namespace. */
export function placeOf({ cluster, target }: Pick<Plan, 'cluster' | 'target'>): string {
  return target.namespace === null ? cluster : `${cluster}/${target.namespace}`
}

/** A line that shows the object as it is now. */
export function lookLine({ cluster, target }: Plan, slash: string): string {
  const type =
    target.group === '' || target.group === 'apps'
      ? target.kind.toLowerCase()
      : `${target.plural}.${target.group}`
  const namespace = target.namespace === null ? '' : ` -n ${target.namespace}`
  return `${slash} describe ${type}/${target.name}${namespace} -C ${cluster}`
}
