import type { Path, Shape } from './shape.ts'

/** One value, and where it was written. */
export interface Setting {
  readonly key: string
  readonly value: unknown
  /** For people: `environment SLACK_BOT_TOKEN`, `roundsman.yaml:3:5`; narrowed down by a path inside of the value. */
  at(path: Path): string
}

/** All that one source says. */
export interface Layer {
  readonly name: string
  readonly settings: readonly Setting[]
  readonly problems: readonly string[]
}

export interface Chosen extends Setting {
  readonly layer: string
}

/** Every key's settings, the one that counts first. Layers come strongest first. */
export function fold(layers: readonly Layer[]): ReadonlyMap<string, readonly [Chosen, ...Chosen[]]> {
  const folded = new Map<string, [Chosen, ...Chosen[]]>()
  for (const { name, settings } of layers)
    for (const setting of settings) {
      const chosen: Chosen = { ...setting, layer: name }
      const stronger = folded.get(setting.key)
      if (stronger === undefined) folded.set(setting.key, [chosen])
      else stronger.push(chosen)
    }
  return folded
}

/** What the schema itself says. */
export function defaultsLayer(known: ReadonlyMap<string, Shape>): Layer {
  const settings = [...known].flatMap(([key, shape]) =>
    shape.default === undefined ? [] : [{ key, value: shape.default, at: () => 'default' }],
  )
  return { name: 'default', settings, problems: [] }
}
