import { done, failed, type Outcome } from '../core/outcome.ts'
import { argvLayer } from './argv.ts'
import { environmentLayer, environmentName, fileVariable } from './environment.ts'
import { dotted, explain, type Problem } from './explain.ts'
import { fileLayer } from './file.ts'
import { defaultsLayer, fold, type Chosen, type Layer } from './layers.ts'
import { Config, secretKeys } from './schema.ts'
import { leaves, shapeOf, type Shape } from './shape.ts'

interface Inputs {
  /** Without node and the script. */
  readonly argv: readonly string[]
  readonly env: Readonly<Record<string, string | undefined>>
  /** Undefined when there is no such file. */
  readonly readFile: (path: string) => string | undefined
}

/** A value that counts, and what it hides. */
export interface Source {
  readonly key: string
  readonly value: string
  /** `environment ROUNDSMAN_HTTP_PORT` */
  readonly at: string
  readonly shadowed: readonly { readonly layer: string; readonly value: string }[]
}

export interface Loaded {
  readonly config: Config
  readonly sources: readonly Source[]
}

/** Reads all settings: command line, then environment, then file, then defaults. All mistakes come at once. */
export function loadConfig({ argv, env, readFile }: Inputs): Outcome<Loaded, readonly string[]> {
  const shape = shapeOf(Config)
  const known = new Map(leaves(shape))
  const args = argvLayer(argv, known)
  const layers: readonly Layer[] = [
    args,
    environmentLayer(env, known),
    fileOf(args.file ?? (env[fileVariable] || undefined), readFile, shape),
    defaultsLayer(known),
  ]
  const settings = fold(layers)
  const written = nest(settings, ({ value }) => value)
  const parsed = Config.safeParse(written)
  const problems = [
    ...layers.flatMap((layer) => layer.problems),
    ...(parsed.success
      ? []
      : explain(parsed.error, nest(settings, shown), shape).map((problem) => locate(problem, settings))),
  ]
  if (!parsed.success || problems.length > 0) return failed(problems)
  const unset = [...known.keys()].filter((key) => !settings.has(key)).map(nowhere)
  return done({ config: parsed.data, sources: [...[...settings.values()].map(toSource), ...unset] })
}

const defaultFile = 'roundsman.yaml'

/** A file that was named must be there; the default one need not. */
function fileOf(named: string | undefined, readFile: Inputs['readFile'], shape: Shape): Layer {
  const path = named ?? defaultFile
  const text = readFile(path)
  if (text !== undefined) return fileLayer(text, path, shape)
  const problems = named === undefined ? [] : [`${path}: there is no such file`]
  return { name: 'file', settings: [], problems }
}

type Settings = ReturnType<typeof fold>

function nest(settings: Settings, pick: (chosen: Chosen) => unknown): Readonly<Record<string, unknown>> {
  return branch([...settings].map(([key, [winner]]) => [key, pick(winner)]))
}

function branch(
  entries: readonly (readonly [key: string, value: unknown])[],
): Readonly<Record<string, unknown>> {
  const groups = Map.groupBy(entries, ([key]) => key.split('.', 1)[0] ?? key)
  return Object.fromEntries(
    [...groups].map(([name, group]) => {
      const [only] = group
      if (only !== undefined && only[0] === name) return [name, only[1]]
      return [name, branch(group.map(([key, value]) => [key.slice(name.length + 1), value]))]
    }),
  )
}

/** Says where the value was written; for one that is missing, where it could be. */
function locate({ path, message }: Problem, settings: Settings): string {
  for (let length = path.length; length > 0; length -= 1) {
    const key = path.slice(0, length).join('.')
    const [chosen] = settings.get(key) ?? []
    if (chosen === undefined) continue
    return `${chosen.at(path.slice(length))}: ${dotted(path)}: ${message}`
  }
  return `${dotted(path)}: ${message}. Set ${environmentName(path.join('.'))}, or ${dotted(path)} in the file`
}

function toSource([winner, ...rest]: readonly [Chosen, ...Chosen[]]): Source {
  return {
    key: winner.key,
    value: show(winner),
    at: winner.at([]),
    shadowed: rest.map((setting) => ({ layer: setting.layer, value: show(setting) })),
  }
}

function nowhere(key: string): Source {
  return { key, value: '(nothing)', at: 'not set', shadowed: [] }
}

function show(chosen: Chosen): string {
  const value = shown(chosen)
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function shown({ key, value }: Chosen): unknown {
  return secretKeys.has(key) ? '(secret)' : value
}
