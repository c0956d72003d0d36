import type { Container, IntOrPercent } from './types.ts'

const UNITS: Record<string, number> = {
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
}

/** A Kubernetes quantity as a plain number: cores for cpu, bytes for memory. */
export function quantity(text: string | undefined): number {
  const match = /^([\d.]+)([A-Za-z]*)$/.exec(text ?? '0')
  if (!match) return 0
  return Number(match[1]) * (UNITS[match[2] ?? ''] ?? 1)
}

/** What the containers of a pod ask for together. */
export function requested(containers: readonly Container[], resource: 'cpu' | 'memory'): number {
  return containers.reduce((sum, { resources }) => sum + quantity(resources?.requests?.[resource]), 0)
}

/** A number or a share of the total: surges and budgets round up, unavailability rounds down. */
export function scaled(value: IntOrPercent, total: number, round: 'up' | 'down'): number {
  if (typeof value === 'number') return value
  const share = (Number.parseInt(value, 10) * total) / 100
  return round === 'up' ? Math.ceil(share) : Math.floor(share)
}
