import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { OutboxEntry, Store } from '../../src/bot/store.ts'
import { openStore } from '../../src/store/store.ts'
import { sampleCard, samplePost } from '../support/samples.ts'

type Step =
  | { readonly do: 'card'; readonly key: string }
  | { readonly do: 'post'; readonly channel: string }
  | { readonly do: 'begin' }
  | { readonly do: 'end'; readonly how: 'sent' | 'retry' }

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('card' as const), key: fc.constantFrom('C1-a', 'C1-b', 'C2-a') }),
  fc.record({ do: fc.constant('post' as const), channel: fc.constantFrom('C1', 'C2') }),
  fc.record({ do: fc.constant('begin' as const) }),
  fc.record({ do: fc.constant('end' as const), how: fc.constantFrom('sent' as const, 'retry' as const) }),
)

test('whatever is said while whatever is on the wire, every post arrives in order and every card ends as last said', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const store = await openStore({ file: ':memory:' })
      const slack = createSlack()
      const said = { cards: new Map<string, string>(), posts: new Map<string, string[]>() }
      let flying: readonly OutboxEntry[] = []
      let now = 0

      for (const next of steps) {
        now += 1
        const text = `text ${now}`
        if (next.do === 'card') {
          said.cards.set(next.key, text)
          await store.outbox.put(sampleCard(next.key, text, next.key.slice(0, 2)), now)
        } else if (next.do === 'post') {
          said.posts.set(next.channel, [...(said.posts.get(next.channel) ?? []), text])
          await store.outbox.put(samplePost(text, next.channel), now)
        } else if (next.do === 'begin') {
          if (flying.length === 0) flying = await store.outbox.due(now)
        } else {
          await land(store, slack, { entries: flying, how: next.how, now })
          flying = []
        }
      }
      await land(store, slack, { entries: flying, how: 'sent', now })
      while ((await store.outbox.depth()) > 0) {
        now += 1
        await land(store, slack, { entries: await store.outbox.due(now), how: 'sent', now })
      }

      expect(slack.cards).toEqual(said.cards)
      expect(slack.posts).toEqual(said.posts)
      await store.close()
    }),
    { numRuns: 80 },
  )
})

type Slack = ReturnType<typeof createSlack>

/** What people see: each card's text, each channel's posts in order. */
function createSlack() {
  const cards = new Map<string, string>()
  const posts = new Map<string, string[]>()
  return { cards, posts }
}

async function land(
  store: Store,
  slack: Slack,
  { entries, how, now }: { entries: readonly OutboxEntry[]; how: 'sent' | 'retry'; now: number },
): Promise<void> {
  for (const { id, outgoing, ts } of entries) {
    if (how === 'retry') {
      await store.outbox.retry(id, { notBefore: now, ambiguous: false })
      continue
    }
    if (outgoing.kind === 'card') {
      // Posted once, edited from then on.
      expect(slack.cards.has(outgoing.key)).toBe(ts !== null)
      slack.cards.set(outgoing.key, outgoing.message.text)
      await store.outbox.sent(id, { ts: `ts-${outgoing.key}`, channel: outgoing.channel, now })
    } else if (outgoing.kind === 'post') {
      slack.posts.set(outgoing.channel, [...(slack.posts.get(outgoing.channel) ?? []), outgoing.message.text])
      await store.outbox.sent(id, { ts: `${now}`, channel: outgoing.channel, now })
    }
  }
}
