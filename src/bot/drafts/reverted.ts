import { z } from 'zod'
import { hashOf } from '../hash.ts'
import type { Template } from './revisions.ts'

const Named = z.looseObject({ name: z.string() })
const Container = z.looseObject({ name: z.string(), env: z.array(Named).default([]) })
const Pods = z.looseObject({
  spec: z.looseObject({
    containers: z.array(Container).default([]),
    initContainers: z.array(Container).default([]),
  }),
})

/** What else an older template brings back beside images, in words: `web env FEATURE_X`, `volumes`. */
export function revertedWith(current: Template, past: Template): readonly string[] {
  const now = Pods.safeParse(current).data?.spec
  const then = Pods.safeParse(past).data?.spec
  if (!now || !then) return []
  const labels = same(current['metadata'], past['metadata']) ? [] : ['labels and annotations']
  const rest = differingKeys(now, then).filter((key) => key !== 'containers' && key !== 'initContainers')
  return [
    ...containersReverted(now.containers, then.containers),
    ...containersReverted(now.initContainers, then.initContainers),
    ...rest,
    ...labels,
  ]
}

type Container = z.output<typeof Container>

function containersReverted(now: readonly Container[], then: readonly Container[]): string[] {
  const names = [...new Set([...now, ...then].map(({ name }) => name))]
  return names.flatMap((name) => {
    const present = now.find((container) => container.name === name)
    const past = then.find((container) => container.name === name)
    if (!present) return [`container ${name} comes back`]
    if (!past) return [`container ${name} goes away`]
    return differingKeys(present, past)
      .filter((key) => key !== 'image')
      .map((key) =>
        key === 'env' ? `${name} env ${differingNames(present.env, past.env)}` : `${name} ${key}`,
      )
  })
}

type Names = readonly z.output<typeof Named>[]

function differingNames(now: Names, then: Names): string {
  const names = [...new Set([...now, ...then].map(({ name }) => name))]
  const valueIn = (list: Names, wanted: string) => list.find(({ name }) => name === wanted)
  return names.filter((name) => !same(valueIn(now, name), valueIn(then, name))).join(', ')
}

function differingKeys(a: Readonly<Record<string, unknown>>, b: Readonly<Record<string, unknown>>): string[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((key) => !same(a[key], b[key]))
}

/** Whatever the order of keys; what is missing and what is null are one. */
function same(a: unknown, b: unknown): boolean {
  return hashOf(a ?? null) === hashOf(b ?? null)
}
