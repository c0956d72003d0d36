import { describe, expect, it } from 'vitest'
import { fit, problems } from '../../../src/views/limits.ts'
import { plan } from '../../support/approval.ts'
import { approved, card, drawn, run, start, voice } from './samples.ts'

const nobody = { ruleId: 'own-confirm', votes: 0, groups: [], people: [], usergroups: [], allowSelf: true }
const ownConfirm = { ...nobody, expiresInMs: 300_000, reason: 'optional' } as const

describe('a card that waits', () => {
  it('says who, what, where and why, what it does, and who decides', () => {
    const effects = ['2 more pods start.']
    const warnings = ['HPA api (min 3 max 10) will set it back.']
    const message = voice.card(card({ reason: 'sale starts', plan: plan({ effects, warnings }) }))
    expect(drawn(message)).toMatchInlineSnapshot(`
      "# Approval needed · REQ-7F3K
      --
      *scale deployment/api 3 → 5*
      --
      *Who*
      <@U1OSCAR>
      *Where*
      \`demo\` · namespace \`shop\`
      *Why*
      sale starts
      *Risk*
      change
      --
      \`\`\`
      spec.replicas: 3 → 5
      \`\`\`
      --
      • 2 more pods start.
      --
      ⚠ HPA api (min 3 max 10) will set it back.
      --
      (Rule shop-protected · 0 of 1 approvals · expires <!date^1795357920^{date_short_pretty} {time}|2026-11-22 14:32 UTC> · can be undone)
      --
      [Approve → rm:approve REQ-7F3K] [Deny… → rm:deny REQ-7F3K] [Cancel → rm:cancel REQ-7F3K]"
    `)
    expect(problems(message)).toEqual([])
  })

  it('mentions those who may approve on the push line', () => {
    expect(voice.card(card()).text).toBe(
      'Approval needed · REQ-7F3K: <@U1OSCAR> wants scale deployment/api 3 → 5 in demo/shop · <@U1ADA> <!subteam^S1LEADS>',
    )
  })

  it('says in words who may approve when the policy knows them only by e-mail', () => {
    const unknown = { approvers: { people: [], usergroups: [] } }
    const message = voice.card(card({}, unknown))
    expect(message.text).toMatch(/ in demo\/shop · approvers: group approvers$/)
    expect(drawn(message)).toContain('0 of 1 approvals · approvers: group approvers · expires')
    const requirement = { ...ownConfirm, ruleId: 'leads', votes: 1, groups: ['a', 'b'] }
    expect(voice.card(card({ requirement }, unknown)).text).toMatch(/ · approvers: groups a, b$/)
    const onlyPeople = { ...requirement, groups: [], people: ['U1OSCAR'] }
    expect(voice.card(card({ requirement: onlyPeople }, unknown)).text).toMatch(
      / · approvers: whom the rule leads names$/,
    )
    expect(voice.card(card({ ...approved() }, unknown)).text).not.toContain('approvers:')
  })

  it('asks the requester alone where no rule asks anybody', () => {
    const message = voice.card(card({ requirement: ownConfirm }))
    expect(drawn(message)).toContain('# Confirm · REQ-7F3K')
    expect(drawn(message)).toContain('[Confirm → rm:confirm REQ-7F3K] [Cancel → rm:cancel REQ-7F3K]')
    expect(message.text).not.toContain('U1ADA')
  })

  it('says before the click that there is no way back', () => {
    const irreversible = 'A restart cannot be undone.'
    expect(drawn(voice.card(card({ plan: plan({ inverse: null, irreversible }) })))).toContain(
      `⚠ ${irreversible}`,
    )
  })

  it('counts the votes that are there', () => {
    const requirement = { ...ownConfirm, ruleId: 'two', votes: 2 }
    const { votes = [] } = approved()
    expect(drawn(voice.card(card({ requirement, votes })))).toContain('Rule two · 1 of 2 approvals · expires')
  })
})

describe('a card that is decided', () => {
  const last = (message: ReturnType<typeof voice.card>) => drawn(message).split('\n--\n').slice(4).join('\n')

  it.each([
    ['running', card(approved(), { run: run({ state: 'running', finishedAt: null }) })],
    [
      'rolling',
      card(approved(), {
        run: run(),
        progress: { kind: 'progressing', text: '1 of 3 pods updated', ready: 1, wanted: 3 },
      }),
    ],
    ['done', card(approved(), { run: run({ rollout: { kind: 'done', text: '3 of 3 pods available' } }) })],
    ['stuck', card(approved(), { run: run({ rollout: { kind: 'failed', text: 'no image' } }) })],
    ['failed', card(approved(), { run: run({ state: 'refused', detail: 'quota exceeded' }) })],
    ['unknown', card(approved(), { run: run({ state: 'unknown', detail: 'no answer came' }) })],
    [
      'stale',
      card(
        { ...approved(), state: 'void' },
        { run: run({ state: 'stale' }), note: 'spec changed. It would now do: spec.replicas: 4 → 5' },
      ),
    ],
    [
      'denied',
      card({
        state: 'denied',
        decidedAt: start,
        votes: [{ by: { team: 'T01TEST', user: 'U1ADA' }, verdict: 'deny', reason: 'not now', at: start }],
      }),
    ],
    ['expired', card({ state: 'expired', decidedAt: start })],
    ['cancelled', card({ state: 'cancelled', decidedAt: start })],
  ])('tells how it stands when it is %s', (_name, state) => {
    const message = voice.card(state)
    expect(`${message.text}\n${last(message)}`).toMatchSnapshot()
    expect(drawn(message)).not.toContain('rm:')
    expect(message.text).not.toMatch(/U1ADA|S1LEADS/)
    expect(problems(message)).toEqual([])
  })

  it('offers Undo for as long as it is kept, once', () => {
    const undoUntil = start + 1_800_000
    const undo = (more: object, now = start) =>
      drawn(voice.card(card(approved(), { run: run({ undoUntil, ...more }), now })))
    expect(undo({})).toContain('[Undo → rm:undo op-1]')
    expect(undo({}, undoUntil)).not.toContain('rm:undo')
    expect(undo({ undoneBy: 'REQ-9XYZ' })).not.toContain('rm:undo')
    expect(undo({ undoneBy: 'REQ-9XYZ' })).toContain('Undone by REQ-9XYZ.')
    expect(undo({ state: 'unknown' })).not.toContain('rm:undo')
  })
})

describe('hostile names', () => {
  const evil = '<!channel> `x` ```y``` <@U1EVIL> *bold* & <https://evil.example|click>'

  it('stay names on a card, whatever they are called', () => {
    const target = { ...plan().target, name: evil, namespace: evil }
    const hostile = plan({
      title: `scale ${evil}`,
      cluster: evil,
      target,
      diff: [{ path: evil, before: evil, after: { [evil]: evil } }],
      effects: [evil],
      warnings: [evil],
      irreversible: evil,
      inverse: null,
    })
    const all = [
      voice.card(card({ plan: hostile, reason: evil })),
      voice.card(card({ ...approved(), plan: hostile }, { run: run({ state: 'unknown', detail: evil }) })),
      voice.card(card({ plan: hostile, state: 'void' }, { note: evil })),
    ]
    for (const message of all) {
      const shown = `${message.text}\n${drawn(message)}`
      expect(shown).not.toMatch(/<!channel>|<@U1EVIL>|<https/)
      expect(shown).not.toContain('```y')
      expect(problems(message)).toEqual([])
    }
  })

  it('fit, however long they are', () => {
    const long = 'x<&`'.repeat(2_000)
    const diff = Array.from({ length: 300 }, (_, index) => ({
      path: `spec.a[${index}]`,
      before: long,
      after: 1,
    }))
    const many = Array.from({ length: 50 }, () => long)
    const huge = plan({ title: long, diff, effects: many, warnings: many })
    const message = voice.card(card({ plan: huge, reason: long }))
    expect(problems(fit(message))).toEqual([])
    expect(drawn(fit(message))).toContain('[Approve → rm:approve REQ-7F3K]')
    expect(drawn(message)).toContain('more changes')
  })
})
