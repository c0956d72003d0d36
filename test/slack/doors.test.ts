import { describe, expect, test } from 'vitest'
import type { Click, Line, Submission } from '../../src/bot/doors.ts'
import type { Message } from '../../src/bot/message.ts'
import { plain } from '../../src/slack/said.ts'
import { modes, startScene } from './fake.ts'

const withButton = (text: string, action: string): Message => ({
  text,
  blocks: [
    { type: 'section', text: { type: 'mrkdwn', text } },
    {
      type: 'actions',
      elements: [
        { type: 'button', action_id: action, value: 'REQ-1', text: { type: 'plain_text', text: 'Press me' } },
      ],
    },
  ],
})

describe.each(modes)('over %s', (mode) => {
  test('a slash command is answered for the person only, and a second word replaces the first', async () => {
    const lines: Line[] = []
    const { slack } = await startScene(mode, {
      line: async (line) => {
        lines.push(line)
        await line.reply.answer(plain('working'))
        await line.reply.replace(plain('done'))
      },
    })
    expect((await slack.command('UALICE', 'CELSE', 'get pods')).acked).toBe(true)
    await slack.until(() => slack.ephemerals('UALICE').some(({ text }) => text === 'done'))
    expect(slack.ephemerals('UALICE')).toMatchObject([{ channel: 'CELSE', text: 'done', replaced: 1 }])
    expect(slack.messages('CELSE')).toEqual([])
    expect(lines).toMatchObject([
      {
        door: 'slash',
        text: 'get pods',
        person: { team: 'T1', user: 'UALICE' },
        place: { channel: 'CELSE', thread: null, direct: false },
      },
    ])
  })

  test('a mention is answered in its thread, and progress edits that answer', async () => {
    const { slack } = await startScene(mode, {
      line: async ({ text, reply }) => {
        await reply.answer(plain(`heard: ${text}`))
        await slack.until(() => slack.messages('COPS').length === 1)
        await reply.replace(plain('done'))
      },
    })
    await slack.mention('UALICE', 'COPS', 'get nodes')
    await slack.until(() => slack.messages('COPS').some(({ text }) => text === 'done'))
    const [answer] = slack.messages('COPS')
    expect(answer).toMatchObject({ edits: 1 })
    expect(answer?.thread_ts).toBeDefined()
  })

  test('a direct message is answered where it was written', async () => {
    const lines: Line[] = []
    const { slack } = await startScene(mode, {
      line: async (line) => {
        lines.push(line)
        await line.reply.answer(plain('hello'))
      },
    })
    await slack.direct('UALICE', 'whoami')
    await slack.until(() => slack.messages('DALICE').length === 1)
    expect(slack.messages('DALICE')[0]?.thread_ts).toBeUndefined()
    expect(lines).toMatchObject([{ door: 'direct', text: 'whoami', place: { direct: true } }])
  })

  test('bots, edits, joins and uploads in a DM are not commands', async () => {
    const lines: string[] = []
    const { slack } = await startScene(mode, {
      line: async ({ text, reply }) => {
        lines.push(text)
        await reply.answer(plain('heard'))
      },
    })
    await slack.direct('UALICE', 'from a bot', { bot_id: 'B1' })
    await slack.direct('UALICE', 'changed', { subtype: 'message_changed' })
    await slack.direct('UALICE', 'edited', { edited: { user: 'UALICE', ts: '1.1' } })
    await slack.direct('UALICE', 'the only one')
    await slack.until(() => slack.messages('DALICE').length === 1)
    expect(lines).toEqual(['the only one'])
  })

  test('a click on a card in a channel is answered for the clicker, and the card stays', async () => {
    const clicks: Click[] = []
    const { slack, store, sender } = await startScene(mode, {
      click: async (click) => {
        clicks.push(click)
        await click.reply.answer(plain('not yours'))
        await click.reply.replace(plain('still not yours'))
      },
    })
    const message = withButton('Approve?', 'rm:approve')
    await store.outbox.put({ kind: 'card', key: 'k', channel: 'COPS', thread: null, message }, Date.now())
    sender.wake()
    await slack.until(() => slack.messages('COPS').length === 1)
    const ts = slack.messages('COPS')[0]?.ts ?? ''
    expect((await slack.click('UBOB', 'COPS', ts, 'Press me')).acked).toBe(true)
    await slack.until(() => slack.ephemerals('UBOB').length === 2)
    expect(slack.messages('COPS')).toMatchObject([{ text: 'Approve?', edits: 0 }])
    expect(clicks).toMatchObject([
      { action: 'rm:approve', value: 'REQ-1', messageTs: ts, person: { user: 'UBOB' } },
    ])
  })

  test('a click on a private answer may replace it: pages', async () => {
    const { slack } = await startScene(mode, {
      line: ({ reply }) => reply.answer(withButton('page 1', 'rm:page')),
      click: ({ reply }) => reply.replace(withButton('page 2', 'rm:page')),
    })
    await slack.command('UALICE', 'COPS', 'get pods')
    await slack.until(() => slack.ephemerals('UALICE').length === 1)
    await slack.click('UALICE', 'COPS', slack.ephemerals('UALICE')[0]?.ts ?? '', 'rm:page')
    await slack.until(() => slack.ephemerals('UALICE')[0]?.text === 'page 2')
    expect(slack.ephemerals('UALICE')).toHaveLength(1)
  })

  test('a form knows where it was opened, shows errors, and its work is answered there', async () => {
    const submissions: Submission[] = []
    const { slack } = await startScene(mode, {
      line: async ({ open }) => open?.(form('REQ-9')),
      submit: (submission) => {
        submissions.push(submission)
        if (submission.values['reason'] === '') return { kind: 'errors', errors: { reason: 'say why' } }
        return { kind: 'accepted', work: () => submission.reply.answer(plain('noted')) }
      },
    })
    await slack.command('UALICE', 'COPS', 'deny')
    await slack.until(() => slack.form('UALICE'))
    const id = slack.form('UALICE')?.id ?? ''
    await slack.submit('UALICE', id, { reason: '' })
    expect(slack.form('UALICE')?.errors).toEqual({ reason: 'say why' })
    await slack.submit('UALICE', id, { reason: 'too late' })
    await slack.until(() => slack.ephemerals('UALICE').some(({ text }) => text === 'noted'))
    expect(slack.form('UALICE')).toBeUndefined()
    expect(submissions[1]).toMatchObject({
      callback: 'deny',
      metadata: 'REQ-9',
      values: { reason: 'too late' },
      place: { channel: 'COPS', thread: null, direct: false },
    })
  })

  test('commands and buttons that are not ours are acknowledged and answered', async () => {
    const { slack } = await startScene(mode, {
      line: ({ reply }) => reply.answer(withButton('old', 'somebody-elses')),
    })
    expect((await slack.command('UALICE', 'COPS', 'x', '/other')).acked).toBe(true)
    await slack.until(() => slack.ephemerals('UALICE').some(({ text }) => text.includes('/k8s')))
    await slack.command('UALICE', 'COPS', 'show')
    await slack.until(() => slack.ephemerals('UALICE').length === 2)
    const ts = slack.ephemerals('UALICE')[1]?.ts ?? ''
    expect((await slack.click('UALICE', 'COPS', ts, 'Press me')).acked).toBe(true)
    await slack.until(() =>
      slack.ephemerals('UALICE').some(({ text }) => text.includes('not one that I know')),
    )
  })

  test.each(['shortcut', 'message_action', 'block_suggestion', 'view_closed'])(
    'a %s that nobody waits for is acknowledged',
    async (type) => {
      const { slack } = await startScene(mode)
      const view = { id: 'V1', callback_id: 'x', blocks: [] }
      const who = { team: { id: 'T1' }, user: { id: 'UALICE', team_id: 'T1' } }
      const payload = { type, callback_id: 'x', action_id: 'x', value: 'x', trigger_id: 't', view, ...who }
      expect((await slack.send('interactive', payload)).acked).toBe(true)
    },
  )
})

function form(metadata: string) {
  return {
    type: 'modal',
    callback_id: 'deny',
    private_metadata: metadata,
    title: { type: 'plain_text', text: 'Deny' },
    submit: { type: 'plain_text', text: 'Deny' },
    blocks: [
      {
        type: 'input',
        block_id: 'reason',
        label: { type: 'plain_text', text: 'Reason' },
        element: { type: 'plain_text_input', action_id: 'text' },
      },
    ],
  } as const satisfies Parameters<NonNullable<Line['open']>>[0]
}
