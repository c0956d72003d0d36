import { z } from 'zod'

/** A schema as data: which keys it knows, of which type, with which defaults. */
export interface Shape {
  readonly type?: string | undefined
  readonly properties?: Readonly<Record<string, Shape>> | undefined
  readonly items?: Shape | undefined
  readonly additionalProperties?: Shape | boolean | undefined
  /** One of several forms: how a cluster is reached. */
  readonly anyOf?: readonly Shape[] | undefined
  readonly default?: unknown
}

export type Path = readonly (string | number)[]

/** The shape of what people write, before defaults and conversions. */
export function shapeOf(schema: z.ZodType): Shape {
  return Shape.parse(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }))
}

const Shape: z.ZodType<Shape> = z.lazy(() =>
  z.object({
    type: z.string().optional(),
    properties: z.record(z.string(), Shape).optional(),
    items: Shape.optional(),
    additionalProperties: z.union([z.boolean(), Shape]).optional(),
    anyOf: z.array(Shape).optional(),
    default: z.unknown().optional(),
  }),
)

/** The keys that may be written at a path. */
export function keysAt(shape: Shape, path: Path): readonly string[] {
  const there = shapeAt(shape, path)
  return there === undefined ? [] : keysOf(there)
}

/** The keys of a mapping, whichever of its forms it has. */
export function keysOf({ properties = {}, anyOf = [] }: Shape): readonly string[] {
  return [...new Set([...Object.keys(properties), ...anyOf.flatMap(keysOf)])]
}

/** The part of a shape under a path. */
export function shapeAt(shape: Shape, path: Path): Shape | undefined {
  const [step, ...rest] = path
  if (step === undefined) return shape
  const next = typeof step === 'number' ? shape.items : (propertyOf(shape, step) ?? othersOf(shape))
  return next && shapeAt(next, rest)
}

function propertyOf({ properties, anyOf = [] }: Shape, name: string): Shape | undefined {
  return properties?.[name] ?? anyOf.find((form) => form.properties?.[name])?.properties?.[name]
}

function othersOf({ additionalProperties }: Shape): Shape | undefined {
  return typeof additionalProperties === 'object' ? additionalProperties : undefined
}

/** Every value that can be set, by its dotted key. */
export function leaves(shape: Shape, prefix = ''): readonly (readonly [key: string, leaf: Shape])[] {
  return Object.entries(shape.properties ?? {}).flatMap(([name, child]) =>
    child.properties === undefined ? [[prefix + name, child] as const] : leaves(child, `${prefix}${name}.`),
  )
}
