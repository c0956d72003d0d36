/** Leaves out what is zero, as the Go structs of Kubernetes do. */
export function omitZeros<K extends string>(counts: Record<K, number>): Partial<Record<K, number>> {
  const result: Partial<Record<K, number>> = { ...counts }
  for (const key in counts) if (counts[key] === 0) delete result[key]
  return result
}
