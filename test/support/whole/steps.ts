import type { Whole } from '../whole.ts'

/** What most stories begin with: Oscar wants another image in the protected namespace, and his card is there. */
export async function asks(whole: Whole, image = '1.9.0', name = 'web'): Promise<string> {
  return wants(whole, `set image deploy/${name} ${name}=registry.example/shop/${name}:${image}`)
}

/** Somebody types a change, and its card is there; tells the request's id. */
export async function wants(
  whole: Whole,
  line: string,
  user = 'U1OSCAR',
  channel = 'C1SHOP',
): Promise<string> {
  const told = await whole.type(user, channel, line)
  const id = /REQ-[A-Z0-9]+/.exec(told)?.[0]
  if (id === undefined) throw new Error(`no request was made: ${told}`)
  await whole.cardSays(channel, id)
  return id
}

/** The image that runs, as the cluster says. */
export function imageOf(whole: Whole, namespace: string, name: string): string {
  return (
    JSON.stringify(whole.object('Deployment', namespace, name).spec).match(/"image":"([^"]*)"/)?.[1] ?? ''
  )
}

/** A change as the diff shows it, in one line or in three. */
export function arrow(from: string, to: string): RegExp {
  return new RegExp(`${RegExp.escape(from)}\\s+→ ${RegExp.escape(to)}`)
}
