import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { actions, button, codeBlock, context, fields, header, section } from '../../src/views/blocks.ts'
import { outbound } from '../../src/views/limits.ts'
import {
  channelLink,
  code,
  date,
  fence,
  join,
  literal,
  md,
  mention,
  mentionGroup,
  plain,
} from '../../src/views/text.ts'

test('what we write is markup, what is put in is not', () => {
  expect(md`*bold* ${'*x* _y_ ~z~ `q`'}`.mrkdwn).toBe('*bold* ∗x∗ ˍyˍ ∼z∼ ˋqˋ')
  expect(md`${'<!channel> & <@U1>'}`.mrkdwn).toBe('&lt;!channel&gt; &amp; &lt;@U1&gt;')
  expect(md`${'my_snake_case'} ${3}`.mrkdwn).toBe('my_snake_case 3')
})

test('markup that is put into markup stays', () => {
  expect(md`by ${mention('U012AB3CD')}`.mrkdwn).toBe('by <@U012AB3CD>')
  expect(join([code('a'), md`${'*b*'}`], ' · ').mrkdwn).toBe('`a` · ∗b∗')
})

test('mentions are made of ids only', () => {
  expect(mentionGroup('S012AB3CD').mrkdwn).toBe('<!subteam^S012AB3CD>')
  expect(channelLink('C012AB3CD').mrkdwn).toBe('<#C012AB3CD>')
  expect(mention('U1> <!channel').mrkdwn).toBe('U1&gt; &lt;!channel')
})

test('code and fences cannot be left from inside', () => {
  expect(code('a`b *c*').mrkdwn).toBe('`aˋb *c*`')
  expect(code('').mrkdwn).toBe('')
  expect(fence('a\n```\n<!channel>').mrkdwn).toBe('```\na\n`\u200b`\u200b`\n&lt;!channel&gt;\n```')
})

test('control codes are gone before secrets are looked for', () => {
  expect(md`${'pass\u001b[31mword=hunter2'}`.mrkdwn).toBe('password=•••')
  expect(plain('a\u202eb\u0000c\u001b]0;title\u0007d')).toBe('abcd')
})

test('a time has a fallback in UTC', () => {
  expect(date(Date.UTC(2026, 10, 22, 22, 20)).mrkdwn).toBe(
    '<!date^1795386000^{date_short_pretty} {time}|2026-11-22 22:20 UTC>',
  )
})

test('plain text shows an angle bracket as one', () => {
  expect(literal('a < b & <!channel>')).toBe('a < b & <\u200b!channel>')
  expect(plain('a < b')).toBe('a &lt; b')
})

test('no text of the world has power in a message', () => {
  const parts = fc.constantFrom(
    '<!',
    '<@',
    '<#',
    '<http',
    'channel>',
    'U012AB3CD>',
    '&',
    '<',
    '>',
    '```',
    '`',
    '*',
    '|',
    ' ',
    '\n',
    '\u200b',
    '\u001b[0m',
  )
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.array(parts, { maxLength: 30 }).map((all) => all.join('')),
  )
  fc.assert(
    fc.property(text, (name) => {
      const confirm = { title: name, text: md`${name}`, yes: name, no: name }
      const sent = outbound({
        text: plain(name),
        blocks: [
          header(name),
          section(md`${name} ${code(name)}`, button({ text: name, action: 'a', value: 'v', confirm })),
          fields([md`${name}`]),
          context(md`_${name}_`),
          codeBlock(name),
          actions([button({ text: name, action: 'a', value: 'v', confirm })]),
        ],
      })
      expect(JSON.stringify(sent)).not.toMatch(/<(?:[!@#]|https?:)/i)
    }),
    { numRuns: 500 },
  )
})
