import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { asSlackShows, dressed } from '../../src/demo/markup.ts'

/** Escapes everything and makes bold, as local-slack does. */
const theirs = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/\*([^*]+)\*/g, '<strong>$1</strong>')

test('a code block keeps its columns, and stars in it stay stars', () => {
  expect(asSlackShows('*now*\n```\nNAME   READY\na*b*c  1/1\n```\nend', theirs)).toBe(
    '<strong>now</strong><pre>NAME   READY\na*b*c  1/1</pre>end',
  )
})

test('what the bot has escaped is shown once, and never becomes markup', () => {
  expect(asSlackShows('&lt;none&gt; &amp; ```\n&lt;b&gt; <i>\n```', theirs)).toBe(
    '&lt;none&gt; &amp;<pre>&lt;b&gt; &lt;i&gt;</pre>',
  )
})

test('a time is shown as a time', () => {
  const at = new Date(2020, 4, 6, 7, 8)
  const token = `<!date^${at.getTime() / 1000}^{date_short_pretty} {time}|2020-05-06 07:08 UTC>`
  expect(asSlackShows(`since ${token}.`, theirs)).toBe('since May 6 07:08.')
})

test('the way of showing needs nothing from outside, because it runs in the browser', () => {
  const source = `(${asSlackShows.toString()})('*a* \`\`\`b\`\`\`', (text) => text)`
  const alone: unknown = runInNewContext(source)
  expect(alone).toBe('*a*<pre>b</pre>')
})

test('the page is dressed where it is known, and left alone where it is not', () => {
  const page = '<head></head><script>f({className:"mrkdwn",dangerouslySetInnerHTML:{__html:C6(c)}})</script>'
  expect(dressed(page)).toContain('{__html:roundsmanShows(c,C6)}')
  expect(dressed(page)).toContain('const roundsmanShows = function asSlackShows')
  expect(dressed('<head></head>another page')).toBe('<head></head>another page')
})
