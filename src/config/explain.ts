import type { z } from 'zod'
import { didYouMean } from '../core/suggest.ts'
import { keysAt, keysOf, shapeAt, type Path, type Shape } from './shape.ts'

export interface Problem {
  readonly path: Path
  readonly message: string
}

/** What a schema found wrong, in words for whoever wrote it, with what was probably meant. */
export function explain(
  { issues }: { readonly issues: readonly z.core.$ZodIssue[] },
  written: unknown,
  shape: Shape,
): readonly Problem[] {
  return issues.flatMap((issue) => {
    const path = issue.path.filter((step) => typeof step !== 'symbol')
    const there = dig(written, path)
    if (issue.code === 'unrecognized_keys') return strangers(issue.keys, keysAt(shape, path), path)
    if (issue.code === 'invalid_union') return ofForms(issue, there, { path, shape: shapeAt(shape, path) })
    return [{ path, message: describe(issue, there) }]
  })
}

function strangers(keys: readonly string[], known: readonly string[], path: Path): readonly Problem[] {
  return keys.map((key) => ({
    path: [...path, key],
    message: known.includes(key)
      ? 'does not go together with the other keys'
      : `is not a known key.${didYouMean(key, known)}`,
  }))
}

/** Says what is wrong with the form that was meant, when the keys show which one that is. */
function ofForms(
  { errors, message }: z.core.$ZodIssueInvalidUnion,
  written: unknown,
  { path, shape = {} }: { readonly path: Path; readonly shape: Shape | undefined },
): readonly Problem[] {
  if (typeof written !== 'object' || written === null) return [{ path, message }]
  const forms = (shape.anyOf ?? []).map((form, index) => ({
    form,
    keys: keysOf(form),
    issues: errors[index],
  }))
  const keys = Object.keys(written)
  const unknown = strangers(
    keys.filter((key) => !keysOf(shape).includes(key)),
    keysOf(shape),
    path,
  )
  const own = keys.filter((key) => !forms.every((form) => form.keys.includes(key)))
  const [meant, ...others] = forms.filter((form) => own.some((key) => form.keys.includes(key)))
  if (meant !== undefined && others.length === 0) {
    const issues = (meant.issues ?? []).filter(({ code }) => code !== 'unrecognized_keys')
    const inside = explain({ issues }, written, meant.form)
    return [...unknown, ...inside.map((problem) => ({ ...problem, path: [...path, ...problem.path] }))]
  }
  return meant === undefined && unknown.length > 0 ? unknown : [{ path, message }]
}

function describe(issue: z.core.$ZodIssue, written: unknown): string {
  switch (issue.code) {
    case 'invalid_type':
      if (written === undefined) return 'is missing'
      return issue.message.startsWith('Invalid')
        ? `must be ${withArticle(issue.expected)}, not ${quote(written)}`
        : `${quote(written)} is not ${issue.message}`
    case 'invalid_value':
      return written === undefined ? 'is missing' : notOneOf(written, issue.values)
    case 'invalid_format':
      return issue.message.startsWith('Invalid')
        ? `${quote(written)} is not ${withArticle(issue.format)}`
        : `${quote(written)} is not ${issue.message}`
    case 'invalid_key':
      return `the key is not ${issue.issues.map(({ message }) => message).join(', ')}`
    case 'too_small':
      return issue.origin === 'array' || issue.origin === 'string'
        ? 'must not be empty'
        : `must be ${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum}`
    case 'too_big':
      return `must be at most ${issue.maximum}${issue.origin === 'string' ? ' characters' : ''}`
    case 'not_multiple_of':
    case 'invalid_union':
    case 'invalid_element':
    case 'unrecognized_keys':
    case 'custom':
      return issue.message
  }
}

function notOneOf(written: unknown, values: readonly unknown[]): string {
  const words = values.map(String)
  const meant = typeof written === 'string' ? didYouMean(written, words) : ''
  return `${quote(written)} is not one of ${words.join(', ')}.${meant}`
}

const articles: Readonly<Record<string, string>> = {
  int: 'a whole number',
  object: 'a mapping',
  record: 'a mapping',
  array: 'a list',
  string: 'text',
  email: 'an e-mail address',
  url: 'a URL',
}

function withArticle(type: string): string {
  return articles[type] ?? `a ${type}`
}

function quote(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value)
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}

function dig(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (inner, step) =>
      typeof inner === 'object' && inner !== null
        ? Object.entries(inner).find(([key]) => key === String(step))?.[1]
        : undefined,
    value,
  )
}

/** `approvals[0].from.groups` */
export function dotted(path: Path): string {
  return path
    .map((step, index) => (typeof step === 'number' ? `[${step}]` : index === 0 ? step : `.${step}`))
    .join('')
}
