import { describe, expect, it } from 'vitest'
import type { ClusterFailure } from '../../../src/bot/cluster.ts'
import { problems } from '../../../src/views/limits.ts'
import { approval, plan } from '../../support/approval.ts'
import { drawn, run, start, voice } from './samples.ts'

const message = 'the server said so'

describe('a problem of a cluster', () => {
  it.each<[ClusterFailure, string]>([
    [{ kind: 'unreachable', message }, 'prod-us does not answer: the server said so. Nothing was changed.'],
    [{ kind: 'resting', retryInMs: 22_000, message }, 'next try in 22s. Nothing was sent'],
    [{ kind: 'busy', message }, 'Nothing was sent; try again in a few seconds.'],
    [{ kind: 'unauthorized', message }, "does not accept the bot's own credentials"],
    [
      { kind: 'forbidden', by: 'bot', message },
      "The bot's own role lacks something in prod-us: the server said so. Ask an admin to run `npm run rbac`",
    ],
    [
      { kind: 'forbidden', by: 'person', message },
      'The cluster refused you: Kubernetes RBAC in prod-us says: the server said so.',
    ],
    [{ kind: 'notFound', message }, 'prod-us says: the server said so.'],
    [{ kind: 'conflict', message }, 'Somebody else changed it in the same moment'],
    [{ kind: 'gone', message }, 'does not keep what was asked for any more'],
    [
      { kind: 'invalid', message: 'bad', causes: [{ field: 'spec.replicas', message: 'must be positive' }] },
      'does not accept this: bad. spec.replicas: must be positive. Nothing was changed.',
    ],
    [
      { kind: 'tooMany', retryInMs: null, budget: 'api', message },
      'The PodDisruptionBudget api lets no more pods go now',
    ],
    [{ kind: 'tooMany', retryInMs: 3_000, budget: null, message }, 'try again in 3s.'],
    [{ kind: 'noAnswer', message }, 'it may or may not have been applied. Look before you try again.'],
    [{ kind: 'refused', status: 503, message }, 'answered with an error (503): the server said so.'],
  ])('is one sentence that a person can act on: %j', (failure, said) => {
    const told = voice.problem({ kind: 'cluster', cluster: 'prod-us', failure }, 'c-0001')
    expect(told.text).toContain(said)
    expect(drawn(told)).toMatch(/\(prod-us \| c-0001\)$/)
    expect(problems(told)).toEqual([])
  })
})

describe('the voice', () => {
  it('says whose refusal it was, and where to look', () => {
    const told = voice.denied({ by: 'permission', message: 'This needs workloads:write.' }, 'c-0001')
    expect(drawn(told)).toBe(
      "🚫 This needs workloads:write.\n--\n(Refused by Roundsman's policy (your role), not by Kubernetes. What you may do here: `/k8s whoami` | c-0001)",
    )
    expect(problems(told)).toEqual([])
  })

  it('gives the id to a person whom a bug has hit', () => {
    expect(voice.broken('c-0001').text).toContain('`c-0001`')
  })

  it('tells the requester how it went', () => {
    const { text } = voice.outcome(
      approval({ state: 'approved' }),
      run({ undoUntil: start, rollout: { kind: 'done', text: '5 of 5 pods available' } }),
    )
    expect(text).toContain(
      '✅ Done: <@U1OSCAR>, scale deployment/api 3 → 5 in demo/shop. 5 of 5 pods available. It can be undone on the card until <!date',
    )
    const unknown = voice.outcome(
      approval({ state: 'approved' }),
      run({ state: 'unknown', detail: 'no answer' }),
    )
    expect(unknown.text).toContain(
      'no answer. Look before you try again: `/k8s describe deployment/api -n shop -C demo`',
    )
  })

  it('reminds people and groups', () => {
    expect(voice.reminder(approval(), { people: ['U1ADA'], usergroups: ['S1LEADS'] }).text).toMatch(
      /^⏰ <@U1ADA> <!subteam\^S1LEADS> · REQ-7F3K is still waiting: <@U1OSCAR> wants scale deployment\/api 3 → 5 in demo\/shop\./,
    )
  })

  it('asks for the reason of a Deny in a form that knows its request', () => {
    expect(voice.denyForm('REQ-7F3K')).toMatchObject({
      callback_id: 'rm:deny',
      private_metadata: 'REQ-7F3K',
      blocks: [{ type: 'input', block_id: 'reason', optional: false, element: { multiline: true } }],
    })
  })

  it('names a custom kind in full where somebody should look', () => {
    const target = {
      group: 'argoproj.io',
      version: 'v1',
      kind: 'Rollout',
      plural: 'rollouts',
      namespace: null,
      name: 'api',
    }
    const asked = approval({ state: 'approved', plan: plan({ target }) })
    expect(voice.outcome(asked, run({ state: 'unknown' })).text).toContain(
      'describe rollouts.argoproj.io/api -C demo',
    )
  })

  it('lets no sentence call a channel', () => {
    const evil = '<!channel> <@U1EVIL> `x`'
    const said = [
      voice.sentence(evil),
      voice.denied({ by: 'channel', message: evil }, 'c-0001'),
      voice.problem(
        { kind: 'cluster', cluster: evil, failure: { kind: 'notFound', message: evil } },
        'c-0001',
      ),
      voice.reminder(approval({ plan: plan({ title: evil }) }), { people: [evil], usergroups: [] }),
    ]
    for (const one of said) {
      expect(`${one.text}${drawn(one)}`).not.toMatch(/<[!@](?!U1OSCAR|date)/)
      expect(problems(one)).toEqual([])
    }
  })
})
