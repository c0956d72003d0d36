import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pagesOf } from '../../src/core/pages.ts'

describe('pagesOf', () => {
  it('keeps a short text on one page', () => {
    expect(pagesOf('NAME\na\nb', 1)).toEqual([{ text: 'NAME\na\nb', first: 1, last: 2, total: 2 }])
  })

  it('repeats the column names on every page', () => {
    const text = ['NAME', ...Array.from({ length: 100 }, (_, index) => `pod-${index + 1}`)].join('\n')
    const pages = pagesOf(text, 1)
    expect(pages.map(({ first, last }) => [first, last])).toEqual([
      [1, 39],
      [40, 78],
      [79, 100],
    ])
    expect(pages.every((page) => page.text.startsWith('NAME\n'))).toBe(true)
  })

  it('has one page for nothing', () => {
    expect(pagesOf('', 0)).toEqual([{ text: '', first: 0, last: 0, total: 0 }])
    expect(pagesOf('NAME\n', 1)).toEqual([{ text: 'NAME', first: 0, last: 0, total: 0 }])
  })

  it('wraps a line that is longer than a page, without tearing a character', () => {
    const line = '🙂'.repeat(3_000)
    const pages = pagesOf(line, 0)
    expect(pages.length).toBeGreaterThan(1)
    expect(pages.map(({ text }) => text.replaceAll('\n', '')).join('')).toBe(line)
    expect(pages.every(({ text }) => text.isWellFormed())).toBe(true)
  })

  it('counts what Slack will count: escapes make a text longer', () => {
    for (const { text } of pagesOf('<&>'.repeat(5_000), 0)) {
      const sent = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
      expect(sent.length).toBeLessThanOrEqual(2_600)
    }
  })

  it('shows every line once, in order, within the bounds', () => {
    const lines = fc.array(
      fc.string({ unit: 'binary', maxLength: 300 }).map((line) => line.replaceAll('\n', ' ')),
      {
        maxLength: 150,
      },
    )
    fc.assert(
      fc.property(lines, (all) => {
        const text = all.join('\n')
        const pages = pagesOf(text, 0)
        const shown = pages.map((page) => page.text).join('\n')
        expect(shown).toBe(text.endsWith('\n') ? text.slice(0, -1) : text)
        for (const page of pages) {
          expect(page.text.split('\n').length).toBeLessThanOrEqual(40)
          expect(page.text.length).toBeLessThanOrEqual(2_600)
        }
      }),
    )
  })
})
