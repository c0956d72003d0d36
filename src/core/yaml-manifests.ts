import { lastApplied, mask } from './mask.ts'
import { isSensitiveKey } from './sensitive-key.ts'

interface Line {
  readonly text: string
  readonly indent: number
  readonly startsItem: boolean
  readonly key: string
  readonly value: string
  /** The line up to its value. */
  readonly head: string
}

interface Block {
  readonly indent: number
  /** `keys` keeps the names of a map and masks what they hold; `nothing` drops all that is below. */
  readonly keep: 'keys' | 'nothing'
  /** A list may stand at the same depth as its key. */
  readonly list?: true
}

/** Masks the data of Secrets, last-applied copies and secret block scalars in YAML; other lines are untouched. */
export function maskYaml(text: string): string {
  if (!/:[ \t]*[|>]|ata:|last-applied|:[ \t]*\n[ \t]*- /.test(text)) return text
  const lines = text.split('\n').map(readLine)
  const kinds = kindsOf(lines)
  const out: string[] = []
  let block: Block | null = null
  let childIndent = 0
  let envName = ''
  for (const [index, line] of lines.entries()) {
    if (block && endsBlock(block, line)) block = null
    if (block) {
      if (childIndent === 0) childIndent = line.indent
      if (block.keep === 'keys' && line.key !== '' && line.indent <= childIndent) out.push(maskedLine(line))
      continue
    }
    envName = line.key === 'name' ? line.value : envName
    block = blockOf(line, kinds[index], envName) ?? listBlock(line, lines[index + 1])
    childIndent = 0
    out.push(block?.keep === 'nothing' ? `${line.head.trimEnd()} ${mask}` : line.text)
  }
  return out.join('\n')
}

const shape = /^( *)((?:- +)*)(["']?)([\w./-]{1,317})\3:(?:[ \t]+|$)/

function readLine(text: string): Line {
  const found = shape.exec(text)
  const spaces = /^ */.exec(text)?.[0].length ?? 0
  const startsItem = /^ *- /.test(text)
  if (!found) return { text, indent: spaces, startsItem, key: '', value: '', head: text }
  const [head, , dashes = '', , key = ''] = found
  return {
    text,
    indent: spaces + dashes.length,
    startsItem,
    key,
    value: text.slice(head.length).trim(),
    head,
  }
}

function maskedLine({ head, value }: Line): string {
  return value === '' ? head : `${head.trimEnd()} ${mask}`
}

function blockOf(line: Line, kind: string | undefined, envName: string): Block | null {
  const scalar = /^[|>]/.test(line.value)
  if (line.key === lastApplied) return { indent: line.indent, keep: 'nothing' }
  if (line.key === 'stringData' && line.value === '') return { indent: line.indent, keep: 'keys' }
  if (line.key === 'data' && line.value === '' && kind === 'Secret')
    return { indent: line.indent, keep: 'keys' }
  if (scalar && isSensitiveKey(line.key)) return { indent: line.indent, keep: 'nothing' }
  if (scalar && line.key === 'value' && isSensitiveKey(envName))
    return { indent: line.indent, keep: 'nothing' }
  return null
}

/** `password:` and below it a list of texts. */
function listBlock({ key, value, indent }: Line, next: Line | undefined): Block | null {
  if (value !== '' || !isSensitiveKey(key) || !next?.startsItem || next.key !== '') return null
  return next.indent < indent ? null : { indent, keep: 'nothing', list: true }
}

function endsBlock(block: Block, line: Line): boolean {
  if (line.text.trim() === '' || line.indent > block.indent) return false
  return !(block.list && line.startsItem && line.indent === block.indent)
}

interface Scope {
  readonly indent: number
  kind: string
}

/** For each line the `kind` of the object that it is a field of, which may be said further down. */
function kindsOf(lines: readonly Line[]): (string | undefined)[] {
  let open: Scope[] = []
  const scopes = lines.map((line) => {
    if (line.text.startsWith('---')) open = []
    if (line.key === '') return undefined
    while (open.length > 0 && (open.at(-1)?.indent ?? 0) > line.indent) open.pop()
    if (line.startsItem && open.at(-1)?.indent === line.indent) open.pop()
    if (open.at(-1)?.indent !== line.indent) open.push({ indent: line.indent, kind: '' })
    const scope = open.at(-1)
    if (scope && line.key === 'kind') scope.kind = line.value.replace(/["']/g, '')
    return scope
  })
  return scopes.map((scope) => scope?.kind)
}
