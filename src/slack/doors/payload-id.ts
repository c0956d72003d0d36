/** The id by which a payload is known when it comes twice: an event keeps its own through every retry. */
export function payloadId(
  context: { readonly [name: string]: unknown },
  eventId: string | null | undefined,
  trigger: string | null | undefined,
): string | null {
  if (typeof eventId === 'string' && eventId !== '') return `event:${eventId}`
  const envelope = context['envelopeId']
  if (typeof envelope === 'string' && envelope !== '') return `envelope:${envelope}`
  if (typeof trigger === 'string' && trigger !== '') return `trigger:${trigger}`
  return null
}
