/** `*`, a whole name, or a prefix with a `*` at its end. */
export function matches(pattern: string, name: string): boolean {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : pattern === name
}

/** A namespace list covers a namespace by pattern; the whole cluster (null) only by `*` itself. */
export function covers(patterns: readonly string[], namespace: string | null): boolean {
  if (namespace === null) return patterns.includes('*')
  return patterns.some((pattern) => matches(pattern, namespace))
}
