import { z } from 'zod'

/** A schema as data: which keys it knows, of which type, with which defaults. */
export interface Shape {
  readonly type?: string | undefined
  readonly properties?: Readonly<Record<string, Shape>> | undefined
  readonly items?: Shape | undefined
  readonly additionalProperties?: Shape | boolean | undefined
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
    default: z.unknown().optional(),
  }),
)

/** The keys that may be written at a path. */
export function keysAt(shape: Shape, path: Path): readonly string[] {
  return Object.keys(shapeAt(shape, path)?.properties ?? {})
}

/** The part of a shape under a path. */
export function shapeAt(shape: Shape, path: Path): Shape | undefined {
  const [step, ...rest] = path
  if (step === undefined) return shape
  const next = typeof step === 'number' ? shape.items : (shape.properties?.[step] ?? othersOf(shape))
  return next && shapeAt(next, rest)
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
