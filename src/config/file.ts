import { didYouMean } from '../core/suggest.ts'
import type { Layer, Setting } from './layers.ts'
import { keysAt, shapeAt, type Path, type Shape } from './shape.ts'
import { readYaml, type Positioned } from './yaml.ts'
import { dotted } from './explain.ts'

/** What a YAML file says, value by value, each with its place. */
export function fileLayer(text: string, file: string, shape: Shape): Layer {
  const read = readYaml(text, file)
  if (!read.ok) return { name: 'file', settings: [], problems: read.failure }
  const settings: Setting[] = []
  const problems: string[] = []
  walk(read.value, shape, { settings, problems })
  return { name: 'file', settings, problems }
}

function walk(
  { value, at }: Positioned,
  shape: Shape,
  found: { settings: Setting[]; problems: string[] },
  path: Path = [],
): void {
  // A heading with nothing under it says nothing.
  if (value === null || value === undefined) return
  if (typeof value !== 'object' || Array.isArray(value)) {
    found.problems.push(`${at(path)}: ${dotted(path) || 'the file'}: must be a mapping of settings`)
    return
  }
  for (const [name, inner] of Object.entries(value)) {
    const here = [...path, name]
    const known = keysAt(shape, path)
    const child = known.includes(name) ? shapeAt(shape, here) : undefined
    if (child === undefined)
      found.problems.push(`${at(here)}: ${dotted(here)}: is not a known key.${didYouMean(name, known)}`)
    else if (child.properties !== undefined) walk({ value: inner, at }, shape, found, here)
    else
      found.settings.push({
        key: here.join('.'),
        value: inner,
        at: (rest) => at([...here, ...rest]),
      })
  }
}
