import { mask } from './mask.ts'

const shortest = 32

/** Masks long random-looking runs, and leaves what Kubernetes and git are full of: digests, UIDs, names, commits. */
export function maskEntropy(text: string): string {
  return text.replace(/[A-Za-z0-9+/_-]{32,}={0,2}/g, (run: string, offset: number) => {
    if (/(?:sha\d{1,3}[:-]|trace_?-?id["'\\:= ]{1,6})$/i.test(text.slice(Math.max(0, offset - 20), offset)))
      return run
    return maskRun(run, text.slice(Math.max(0, offset - 3), offset))
  })
}

/** What begins with a slash is a path and judged name by name; `containerd://` has an id where others have a host. */
function maskRun(run: string, before: string): string {
  if (before.endsWith(':') && /^\/\/[0-9a-f]{64}$/.test(run)) return run
  if (run.startsWith('/')) return run.split('/').map(maskSegment).join('/')
  if (/^[a-z0-9/_-]+$/.test(run)) return run.replace(/[a-z0-9]+/g, maskSegment)
  return looksRandom(run) ? mask : run
}

function maskSegment(segment: string): string {
  return segment.length >= shortest && looksRandom(segment) ? mask : segment
}

/** Words seldom change between small, capital and digit; random text does so at every third character. */
function looksRandom(run: string): boolean {
  if (/^[0-9a-f]{40}$/.test(run)) return false
  if (/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(run)) return false
  const digits = run.match(/\d/g)?.length ?? 0
  const letters = run.match(/[A-Za-z]/g)?.length ?? 0
  if (letters === 0 || digits === 0) return /[+=]/.test(run) && letters > 0 && changes(run) >= 0.3
  return changes(run) >= 0.25 && (digits > 1 || /[+/=]/.test(run))
}

function changes(run: string): number {
  const classes = run
    .replace(/[^A-Za-z0-9]/g, '')
    .replace(/[a-z]/g, 'a')
    .replace(/[A-Z]/g, 'A')
    .replace(/\d/g, '0')
  const kept = classes.replace(/(.)\1+/g, '$1')
  return (kept.length - 1) / run.length
}
