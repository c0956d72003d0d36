/** What somebody reads of a message: its push line, then every text of its blocks, buttons in brackets. */
export function shown(
  message: { readonly text: string; readonly blocks: readonly unknown[] } | undefined,
): string {
  return message === undefined ? '(nothing)' : [message.text, ...textsOf(message.blocks)].join('\n')
}

function textsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsOf)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, one]: [string, unknown]) =>
    name === 'text' && typeof one === 'string' ? [one] : textsOf(one),
  )
}
