import { describe, expect, it } from 'vitest'
import type { Snapshot } from '../../../src/bot/store.ts'
import type { Footer } from '../../../src/bot/voice.ts'
import { section } from '../../../src/views/blocks.ts'
import { problems } from '../../../src/views/limits.ts'
import { md } from '../../../src/views/text.ts'
import { drawn, voice } from './samples.ts'

const footer: Footer = {
  where: 'prod-eu · ns shop · as alice@corp',
  requestId: 'c-0001',
  ageMs: null,
  snapshotId: 'snap',
  mayPost: true,
  postedBy: null,
}

function snapshot(count: number, line = (index: number) => `pod-${index + 1}`): Snapshot {
  return {
    id: 'snap',
    owner: { team: 'T01TEST', user: 'U1OSCAR' },
    title: 'pods in shop',
    filename: 'pods.txt',
    text: ['NAME', ...Array.from({ length: count }, (_, index) => line(index))].join('\n'),
    headerLines: 1,
    where: 'prod-eu · ns shop · as alice@corp',
    asked: { permission: 'objects:read', risk: 'read', cluster: 'prod-eu', namespace: 'shop' },
    createdAt: 0,
  }
}

const buttons = (text: string) => text.match(/\[[^\]]*rm:[^\]]*\]/g) ?? []

describe('a page', () => {
  it('shows all of a short result, and where it comes from', () => {
    const message = voice.page(
      snapshot(2),
      { number: 0, head: [section(md`2 pods`)], text: null, note: null },
      footer,
    )
    expect(drawn(message)).toMatchInlineSnapshot(`
      "2 pods
      --
      \`\`\`
      NAME
      pod-1
      pod-2
      \`\`\`
      --
      (prod-eu · ns shop · as alice@corp | c-0001)
      --
      [Post here → rm:post snap:0] [Send me the file → rm:file snap:0]"
    `)
    expect(problems(message)).toEqual([])
  })

  it('leads on and back, by the stored copy', () => {
    const at = (number: number) =>
      buttons(drawn(voice.page(snapshot(100), { number, head: [], text: null, note: null }, footer)))
    expect(at(0)).toEqual([
      '[▶ Next → rm:page snap:1]',
      '[Post here → rm:post snap:0]',
      '[Send me the file → rm:file snap:0]',
    ])
    expect(at(1)).toEqual([
      '[▶ Next → rm:page snap:2]',
      '[◀ Previous → rm:page snap:0]',
      '[Post here → rm:post snap:1]',
      '[Send me the file → rm:file snap:1]',
    ])
    expect(at(2)[0]).toBe('[◀ Previous → rm:page snap:1]')
    expect(at(99)).toEqual(at(2))
  })

  it('says whose result it is when everybody sees it', () => {
    const message = voice.page(
      snapshot(2),
      { number: 0, head: [], text: null, note: null },
      { ...footer, snapshotId: null, mayPost: false, postedBy: 'U1OSCAR' },
    )
    expect(drawn(message)).toContain('(posted by <@U1OSCAR> | prod-eu · ns shop · as alice@corp | c-0001)')
  })

  it('says which lines these are', () => {
    const message = voice.page(snapshot(100), { number: 1, head: [], text: null, note: null }, footer)
    expect(drawn(message)).toContain('Page 2 of 3 · lines 40–78 of 100')
    expect(drawn(message)).toContain('NAME\npod-40\n')
    expect(problems(message)).toEqual([])
  })

  it('has nothing to press when nothing is kept, and says when it is old', () => {
    const message = voice.page(
      snapshot(100),
      { number: 0, head: [], text: null, note: null },
      { ...footer, snapshotId: null, ageMs: 180_000 },
    )
    expect(drawn(message)).not.toContain('rm:')
    expect(drawn(message)).toContain('⚠ The cluster does not answer now: this is 3m old.')
  })

  it('stays valid whatever is in the lines', () => {
    const evil = '<!channel> ```<@U1EVIL>``` & `x`'
    const message = voice.page(
      snapshot(200, () => evil.repeat(20)),
      { number: 3, head: [], text: null, note: null },
      footer,
    )
    expect(drawn(message)).not.toMatch(/<!channel>|<@U1EVIL>/)
    expect(problems(message)).toEqual([])
  })
})

describe('a view without pages', () => {
  it('shows its blocks, its lines and its footer', () => {
    const body = { title: 't', filename: 'f', lines: ['a', 'b'], headerLines: 0 }
    const message = voice.view(
      { text: 'Two', blocks: [section(md`Two`)], body },
      { ...footer, snapshotId: null },
    )
    expect(drawn(message)).toBe('Two\n--\n```\na\nb\n```\n--\n(prod-eu · ns shop · as alice@corp | c-0001)')
  })
})
