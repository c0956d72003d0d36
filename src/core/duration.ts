const units = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1_000, ms: 1 } as const
const whole = /^(?:(\d{1,9})d)?(?:(\d{1,9})h)?(?:(\d{1,9})m)?(?:(\d{1,9})s)?(?:(\d{1,9})ms)?$/

/** Reads `90s`, `10m`, `2h`, `1d`, `1h30m`: milliseconds, or undefined when it is no duration. */
export function parseDuration(text: string): number | undefined {
  const found = whole.exec(text.trim())
  if (!found || found[0] === '') return undefined
  const [, d, h, m, s, ms] = found.map((part) => Number(part ?? 0))
  return (d ?? 0) * units.d + (h ?? 0) * units.h + (m ?? 0) * units.m + (s ?? 0) * units.s + (ms ?? 0)
}

/** For sentences: exact down to the second, the two largest units: `1m 48s`, `2h 5m`, `3d`, `0s`. */
export function duration(ms: number): string {
  const parts = split(ms)
  const first = parts.findIndex(([amount]) => amount > 0)
  if (first < 0) return '0s'
  return parts
    .slice(first, first + 2)
    .filter(([amount]) => amount > 0)
    .map(([amount, unit]) => `${amount}${unit}`)
    .join(' ')
}

function split(ms: number): [number, string][] {
  const total = Math.max(0, Math.floor(ms))
  return [
    [Math.floor(total / units.d), 'd'],
    [Math.floor(total / units.h) % 24, 'h'],
    [Math.floor(total / units.m) % 60, 'm'],
    [Math.floor(total / units.s) % 60, 's'],
  ]
}

/** For the AGE column, with kubectl's own steps of coarseness: `119s`, `9m5s`, `3h`, `7d12h`, `2y40d`. */
export function age(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / units.s))
  const minutes = Math.floor(seconds / 60)
  const hours = Math.floor(minutes / 60)
  const days = Math.floor(hours / 24)
  const years = Math.floor(days / 365)
  if (seconds < 120) return `${seconds}s`
  if (minutes < 10) return pair(minutes, 'm', seconds % 60, 's')
  if (minutes < 180) return `${minutes}m`
  if (hours < 8) return pair(hours, 'h', minutes % 60, 'm')
  if (hours < 48) return `${hours}h`
  if (days < 8) return pair(days, 'd', hours % 24, 'h')
  if (years < 2) return `${days}d`
  if (years < 8) return pair(years, 'y', days % 365, 'd')
  return `${years}y`
}

function pair(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large}${largeUnit}` : `${large}${largeUnit}${small}${smallUnit}`
}
