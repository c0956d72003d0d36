import { expect, test } from 'vitest'
import { splitTarget } from '../../src/core/types.ts'

test.each([
  ['pods', [['pods', null]]],
  [
    'pods,svc',
    [
      ['pods', null],
      ['svc', null],
    ],
  ],
  ['deploy api', [['deploy', 'api']]],
  [
    'deploy api web',
    [
      ['deploy', 'api'],
      ['deploy', 'web'],
    ],
  ],
  ['deploy/api', [['deploy', 'api']]],
  [
    'deploy/api svc/web',
    [
      ['deploy', 'api'],
      ['svc', 'web'],
    ],
  ],
  [
    'deploy,svc api',
    [
      ['deploy', 'api'],
      ['svc', 'api'],
    ],
  ],
])('%s points at %j', (line, targets) => {
  const outcome = splitTarget(line.split(' '))
  expect(outcome.ok && outcome.value.map(({ type, name }) => [type, name])).toEqual(targets)
})

test.each([
  ['', 'Name a type, such as pods, or an object, such as deploy/api.'],
  [
    'deploy/api web',
    'Write TYPE/NAME for each object or TYPE NAME NAME for several of one type, not a mix: "web".',
  ],
  ['deploy/', '"deploy/" is not TYPE/NAME, such as deploy/api.'],
  ['shop/deploy/api', '"shop/deploy/api" is not TYPE/NAME, such as deploy/api.'],
  ['pods, api', '"pods," is not a list of types, such as pods,services.'],
])('%j is answered with what to write', (line, sentence) => {
  expect(splitTarget(line.split(' ').filter(Boolean))).toEqual({ ok: false, failure: sentence })
})
