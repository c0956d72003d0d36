import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { flags } from '../../src/core/flags.ts'
import type { Words } from '../../src/core/words.ts'
import { normalise, parse, print } from '../../src/core/words.ts'

const empty: Words = { words: [], flags: {}, grep: null }

function words(line: string): Words {
  const parsed = parse(line, flags)
  if (!parsed.ok) expect.fail(parsed.failure)
  return parsed.value
}

function failure(line: string): string {
  const parsed = parse(line, flags)
  if (parsed.ok) expect.fail(`understood: ${JSON.stringify(parsed.value)}`)
  return parsed.failure
}

test.each([
  '-n shop',
  '-nshop',
  '-n=shop',
  '--namespace shop',
  '--namespace=shop',
  '-n "shop"',
  "--namespace='shop'",
])('%s is a namespace', (flag) => {
  expect(words(`get pods ${flag}`)).toEqual({
    ...empty,
    words: ['get', 'pods'],
    flags: { namespace: 'shop' },
  })
})

test('switches are bundled, and the last letter may take a value', () => {
  expect(words('logs api -pc web').flags).toEqual({ previous: true, container: 'web' })
  expect(words('logs api -pA').flags).toEqual({ previous: true, 'all-namespaces': true })
  expect(words('get po --all-namespaces=false').flags).toEqual({})
})

test('quotes keep words together and letters literal', () => {
  const line = `set image deploy/api --reason "fix \\"login\\" | now" 'a b' x\\ y "-n"`
  expect(words(line)).toEqual({
    ...empty,
    words: ['set', 'image', 'deploy/api', 'a b', 'x y', '-n'],
    flags: { reason: 'fix "login" | now' },
  })
})

test('words after -- are refused, because no command would look at them; a -- at the end harms nobody', () => {
  expect(failure('scale deploy/api --replicas=4 -- -n dev')).toBe(
    'No command takes words after --. Leave the -- out. Nothing was run.',
  )
  expect(words('get pods -- | grep x').words).toEqual(['get', 'pods'])
  expect(words('get pods "--" x').words).toEqual(['get', 'pods', '--', 'x'])
})

test.each(['—', '–', '——'])("a phone's lone %s never hides the rest of a line", (dash) => {
  expect(failure(normalise(`scale deploy/api --replicas=4 ${dash} -n dev`))).toBe(
    `A ${dash} alone means nothing here. Leave it out, or write the flag right behind it. Nothing was run.`,
  )
  expect(words(normalise(`scale deploy/api --reason "now ${dash} or never"`)).flags).toEqual({
    reason: `now ${dash} or never`,
  })
})

test.each([
  ['get po | grep -v Running', { pattern: 'Running', invert: true, ignoreCase: false }],
  ['get po|grep -vi "not ready"', { pattern: 'not ready', invert: true, ignoreCase: true }],
  ['logs api -g ERROR', { pattern: 'ERROR', invert: false, ignoreCase: false }],
  ['logs api --grep=error --ignore-case', { pattern: 'error', invert: false, ignoreCase: true }],
  ['get po | grep a.*b', { pattern: 'a.*b', invert: false, ignoreCase: false }],
])('%s filters', (line, grep) => {
  expect(words(line).grep).toEqual(grep)
})

test.each([
  ['get pods --namepsace shop', 'Unknown flag --namepsace. Did you mean --namespace? Nothing was run.'],
  ['get pods -namespace shop', 'Write --namespace with two hyphens. Nothing was run.'],
  ['get pods -n', '--namespace (-n) needs a value: --namespace=NAMESPACE (the namespace to look in).'],
  ['get pods -n -A', '--namespace (-n) needs a value: --namespace=NAMESPACE (the namespace to look in).'],
  [
    'get pods -n a -n b',
    '--namespace (-n) is given twice. Say it once, so that nobody has to guess which one counts.',
  ],
  ['logs api --tail many', '--tail needs a whole number, not "many": --tail=3 (how many of the last lines).'],
  ['logs api --since soon', '--since needs a duration, not "soon": --since=10m (how far back: 10m, 2h, 1d).'],
  [
    'get po --previous=perhaps',
    '--previous (-p) is on or off and takes no value: write --previous or leave it out.',
  ],
  ['get po | wc -l', 'Only | grep TEXT can follow a command, not | wc. Nothing was run.'],
  ['get po | grep a | grep b', 'One | grep is all there is. Use the text that narrows it most.'],
  ['get po | grep a b', 'Put the text in quotes: | grep "a b"'],
  ['get po | grep -E a', 'grep takes -v and -i here, not -E: it looks for plain text, not for a pattern.'],
  ['get po -g a | grep b', 'There is a --grep and a | grep. Keep one of them.'],
  ['get po --invert-match', '--invert-match needs a --grep (-g) TEXT to invert.'],
  [
    "get po don't",
    `A ' is opened and never closed. Close it, or write "don't" to mean the character itself.`,
  ],
  ['get po \u001b[2J', 'There is an invisible control character (U+001B). Type it again by hand.'],
])('%j is answered with a sentence', (line, sentence) => {
  expect(failure(line)).toBe(sentence)
})

test.each([
  'as',
  'token',
  'server',
  'kubeconfig',
  'context',
  'force',
  'grace-period',
  'insecure-skip-tls-verify',
])('kubectl --%s is refused with its reason', (name) => {
  expect(failure(`get pods --${name}=x`)).toMatch(new RegExp(`^--${name} is not offered: .{20,}\\.$`))
})

test('--as says that you are yourself', () => {
  expect(failure('get pods --as system:admin')).toContain('you are always yourself here')
})

test('a refused verb is explained before its flags are looked at', () => {
  expect(failure('exec -it api -- sh')).toBe(
    'exec is not offered: interactive shells cannot be authorised or audited in chat. Instead: logs, describe, events.',
  )
})

test.each([
  ['get po -w', '-w is not offered', 'rollout status'],
  ['get po -Aw', '-w is not offered', 'type the line again'],
  ['get po --watch', '--watch is not offered', 'rollout status'],
  ['logs api -f', '-f is not offered', '--since 1m --tail 100'],
  ['rollout status deploy/api --timeout 5m', '--timeout is not offered', 'rollout status'],
  ['logs api --all-containers', '--all-containers is not offered', '-c'],
  ['logs api --since-time=x', '--since-time is not offered', '--since 10m'],
  ['get po --show-labels', '--show-labels is not offered', '-l app=api'],
  ['get po --sort-by=.x', '--sort-by is not offered', '| grep'],
  ['delete pod --all', '--all is not offered', 'get TYPE'],
  ['scale deploy/api --dry-run=server', '--dry-run is not offered', 'before a click'],
  ['delete pod x --wait=false', '--wait is not offered', 'rollout status'],
  ['get po --no-headers', '--no-headers is not offered', '-o name'],
])('%s is refused, with what to type instead', (line, reason, instead) => {
  expect(failure(line)).toContain(reason)
  expect(failure(line)).toContain(instead)
})

test('a list flag may be repeated', () => {
  const table = [{ name: 'env', short: 'e', type: 'value', list: true, help: 'One setting' }] as const
  expect(parse('x -e A=1 -e B=2', table)).toMatchObject({
    ok: true,
    value: { flags: { env: ['A=1', 'B=2'] } },
  })
})

test('more than 3,000 characters are refused', () => {
  expect(failure('x'.repeat(3001))).toBe('That is 3001 characters; 3000 is the most. Shorten it.')
})

test('nothing makes it throw, and every failure is a sentence', () => {
  const noise = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 3000 }),
    fc
      .array(fc.constantFrom('-', '--', '"', "'", '\\', '|', ' ', 'n', '=', 'grep', '—', '<', '>', '`'), {
        maxLength: 60,
      })
      .map((parts) => parts.join('')),
  )
  fc.assert(
    fc.property(noise, (text) => {
      const parsed = parse(normalise(text), flags)
      expect(parsed.ok || /[.)"!?]$|-i error$/.test(parsed.failure)).toBe(true)
    }),
    { numRuns: 1000 },
  )
})

test('what is printed is read back as the same', () => {
  const text = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 20 })
  const line = fc.record({
    words: fc.array(text, { maxLength: 4 }).map((more) => ['get', ...more]),
    flags: fc.record(
      { namespace: text, tail: fc.nat(9999).map(String), previous: fc.constant(true as const) },
      { requiredKeys: [] },
    ),
    grep: fc.option(fc.record({ pattern: text, invert: fc.boolean(), ignoreCase: fc.boolean() })),
  })
  fc.assert(
    fc.property(line, (given) => {
      expect(words(print(given))).toEqual({ ...given, flags: { ...given.flags } })
    }),
  )
})
