import type { KnownBlock } from '@slack/types'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Message } from '../../src/bot/message.ts'
import {
  actions,
  button,
  codeBlock,
  context,
  divider,
  fields,
  header,
  section,
} from '../../src/views/blocks.ts'
import { fit, LIMITS, outbound, problems } from '../../src/views/limits.ts'
import { md } from '../../src/views/text.ts'

function raw(text: string): KnownBlock {
  return { type: 'section', text: { type: 'mrkdwn', text } }
}

const press = button({ text: 'Approve', action: 'approve', value: 'REQ-1' })

test('a message within the limits stays as it is', () => {
  const message = {
    text: 'hello',
    blocks: [
      header('Pods'),
      section(md`
_12_ pods
      `),
      divider(),
      actions([press]),
    ],
  }
  expect(problems(message)).toEqual([])
  expect(fit(message)).toEqual(message)
})

test('a long log is cut, says so, and its fence is closed', () => {
  const fitted = fit({ text: 'log', blocks: [codeBlock('line of a log\n'.repeat(1000))] })
  const [block] = fitted.blocks
  const text = block?.type === 'section' ? (block.text?.text ?? '') : ''
  expect(text.length).toBeLessThanOrEqual(LIMITS.section)
  expect(text).toMatch(/\n```\n… \(cut\)$/)
  expect(problems(fitted)).toEqual([])
})

test('nothing is cut inside of an escape or a token', () => {
  for (let length = 2970; length < 3010; length += 1) {
    expect(
      problems(
        fit({ text: 'x', blocks: [raw(`${'a'.repeat(length)}&lt;<@U012AB3CD>&amp;${'b'.repeat(100)}`)] }),
      ),
    ).toEqual([])
  }
})

test('a long card keeps its buttons and says that it was cut', () => {
  const many = Array.from({ length: 80 }, (_, index) => section(md`${'x'.repeat(400)} ${index}`))
  const fitted = fit({ text: 'card', blocks: [...many, actions([press])] })
  expect(fitted.blocks.at(-1)).toEqual(actions([press]))
  expect(JSON.stringify(fitted.blocks.at(-2))).toContain('… (cut)')
  expect(problems(fitted)).toEqual([])
})

test('two buttons of one action in a row become different', () => {
  const fitted = fit({ text: 'x', blocks: [actions([press, press])] })
  expect(fitted.blocks[0]).toMatchObject({ elements: [{ action_id: 'approve' }, { action_id: 'approve#2' }] })
})

test('a button whose value is too long is left out instead of meaning something else', () => {
  const long = button({ text: 'Run', action: 'run', value: 'x'.repeat(2001) })
  expect(fit({ text: 'x', blocks: [actions([long, press])] }).blocks[0]).toMatchObject({
    elements: [{ value: 'REQ-1' }],
  })
})

test('a hand-made message cannot ping a channel', () => {
  const fitted = outbound({ text: '<!channel> up', blocks: [raw('<!here> & <@U012AB3CD>')] })
  expect(fitted.text).toBe('&lt;!channel&gt; up')
  expect(fitted.blocks[0]).toMatchObject({ text: { text: '&lt;!here&gt; &amp; <@U012AB3CD>' } })
})

test('a secret in a hand-made message does not leave', () => {
  const message = {
    text: 'password=hunter2',
    blocks: [
      header('token=hunter2'),
      raw('password=hunter2'),
      actions([{ ...press, text: { type: 'plain_text', text: 'secret=hunter2' } }]),
    ],
  } satisfies Message
  expect(JSON.stringify(outbound(message))).not.toContain('hunter2')
})

test('the validator sees what is wrong', () => {
  const wrong: Message = {
    text: ' ',
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: 'x'.repeat(151) }, block_id: 'a' },
      { ...raw('<!channel> & ```'.padEnd(300)), block_id: 'a' },
      { type: 'section' },
      { type: 'actions', elements: [press, press] },
      { type: 'markdown', text: 'x' },
    ],
  }
  expect(problems(wrong)).toEqual([
    'text is empty',
    'block_id a is used twice',
    'blocks[0] header: 151, at most 150',
    'blocks[1] section has an unescaped < or >',
    'blocks[1] section has an unescaped &',
    'blocks[1] section leaves a fence open',
    'blocks[2] section has neither text nor fields',
    'blocks[3] actions action_id approve is used twice',
    'blocks[4] markdown is not shown by every client',
  ])
})

const noise = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc
    .tuple(
      fc.constantFrom(
        '```',
        '&',
        '<',
        '&lt;',
        '<@U1>',
        '<!channel>',
        '😀',
        'word ',
        '`',
        '\n',
        '<http://x|y>',
      ),
      fc.nat(2000),
    )
    .map(([part, times]) => part.repeat(times)),
)
const text = fc.array(noise, { maxLength: 4 }).map((parts) => parts.join(''))
const pressed = fc
  .record({ text, action: fc.constantFrom('a', 'b', 'x'.repeat(300)), value: fc.string({ maxLength: 2100 }) })
  .map((parts) =>
    button({ ...parts, confirm: { title: parts.text, text: md`${parts.text}`, yes: parts.text, no: 'No' } }),
  )
const block: fc.Arbitrary<KnownBlock> = fc.oneof(
  text.map(header),
  text.map(raw),
  text.map(codeBlock),
  text.map((value) => section(md`*${value}*`)),
  fc.array(text, { maxLength: 12 }).map((texts) => fields(texts.map((one) => md`${one}`))),
  fc.array(text, { maxLength: 12 }).map((texts) => context(...texts.map((one) => md`${one}`))),
  fc.array(pressed, { maxLength: 28 }).map((buttons) => actions(buttons, 'row')),
  fc.constant(divider()),
)
const message = fc.record({ text, blocks: fc.array(block, { maxLength: 60, size: 'max' }) })

test('whatever goes in, what comes out is valid, and fitting it again changes nothing', () => {
  fc.assert(
    fc.property(message, (given) => {
      const fitted = fit(given)
      expect(problems(fitted)).toEqual([])
      expect(fit(fitted)).toEqual(fitted)
    }),
    { numRuns: 60 },
  )
}, 60_000)
