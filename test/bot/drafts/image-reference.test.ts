import { describe, expect, it } from 'vitest'
import { movesByItself, readImage } from '../../../src/bot/drafts/image-reference.ts'

describe('readImage', () => {
  it.each([
    ['nginx', 'nginx', null, null],
    ['nginx:1.29', 'nginx', '1.29', null],
    ['reg.example.com/team/api:1.9.0', 'reg.example.com/team/api', '1.9.0', null],
    ['reg:5000/api', 'reg:5000/api', null, null],
    ['localhost/api:v1', 'localhost/api', 'v1', null],
    [`api@sha256:${'a'.repeat(64)}`, 'api', null, `sha256:${'a'.repeat(64)}`],
    [`api:1@sha256:${'a'.repeat(64)}`, 'api', '1', `sha256:${'a'.repeat(64)}`],
    ['team/my_app__x-y.z:1', 'team/my_app__x-y.z', '1', null],
  ])('reads %s', (text, repository, tag, digest) => {
    expect(readImage(text)).toEqual({ ok: true, value: { repository, tag, digest } })
  })

  it.each([
    ['', 'it has no name'],
    ['Team/API:1', '"Team" has capital letters'],
    ['team//api', 'a part of its name is empty'],
    ['api:', 'a tag is made of'],
    ['api:a b', 'a tag is made of'],
    ['api@sha256:short', 'a digest looks like'],
    ['api@a@b', 'more than one @'],
    ['-api', '"-api" is no image name'],
    ['reg!.com/api', '"reg!.com" is no registry'],
    ['<!channel>', 'is no image name'],
  ])('refuses %s in a sentence', (text, why) => {
    expect(readImage(text)).toMatchObject({ ok: false, failure: expect.stringContaining(why) })
  })

  it('knows which references may be another image tomorrow', () => {
    const moves = (text: string) => {
      const read = readImage(text)
      return read.ok && movesByItself(read.value)
    }
    expect(['api', 'api:latest'].map(moves)).toEqual([true, true])
    expect(['api:1.9', `api:latest@sha256:${'a'.repeat(64)}`].map(moves)).toEqual([false, false])
  })
})
