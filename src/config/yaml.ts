import { isMap, isScalar, LineCounter, parseDocument, type Document } from 'yaml'
import { done, failed, type Outcome } from '../core/outcome.ts'
import type { Path } from './shape.ts'

/** A file's content that still knows where everything stood. */
export interface Positioned {
  readonly value: unknown
  /** `policy.yaml:3:5` of what is at a path, or of the nearest thing around it. */
  at(path: Path): string
}

/** Reads YAML; its mistakes come with their places. */
export function readYaml(text: string, file: string): Outcome<Positioned, readonly string[]> {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const place = (offset: number): string => {
    const { line, col } = lines.linePos(offset)
    return `${file}:${line}:${col}`
  }
  const mistakes = [...document.errors, ...document.warnings]
  if (mistakes.length > 0)
    return failed(mistakes.map((mistake) => `${place(mistake.pos[0])}: not valid YAML: ${mistake.message}`))
  try {
    const value: unknown = document.toJS({ maxAliasCount: 100 })
    return done({ value, at: (path) => place(offsetOf(document, path)) })
  } catch (error) {
    // Aliases that multiply without end, or lead nowhere.
    return failed([`${file}:1:1: not valid YAML: ${error instanceof Error ? error.message : String(error)}`])
  }
}

/** A key's place when there is one, an entry's for lists, the start of the file when there is nothing. */
function offsetOf(document: Document.Parsed, path: Path): number {
  for (let length = path.length; length > 0; length -= 1) {
    const parent = document.getIn(path.slice(0, length - 1), true)
    const step = path[length - 1]
    const key = isMap(parent)
      ? parent.items.find(({ key }) => isScalar(key) && String(key.value) === String(step))?.key
      : document.getIn(path.slice(0, length), true)
    const offset = startOf(key)
    if (offset !== undefined) return offset
  }
  return startOf(document.contents) ?? 0
}

function startOf(node: unknown): number | undefined {
  if (typeof node !== 'object' || node === null || !('range' in node) || !Array.isArray(node.range))
    return undefined
  const start: unknown = node.range[0]
  return typeof start === 'number' ? start : undefined
}
