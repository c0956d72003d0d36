import { describe, expect, test } from 'vitest'
import { find } from '../../src/bot/find.ts'
import { inputFor } from '../../src/bot/input.ts'
import { commands } from '../../src/commands/index.ts'
import { flags } from '../../src/core/flags.ts'
import { isWrite } from '../../src/core/risk.ts'
import { normalise, parse } from '../../src/core/words.ts'
import type { ApiKind } from '../../src/core/kube.ts'
import { begin } from '../support/whole.ts'

const deployments: ApiKind = {
  group: 'apps',
  version: 'v1',
  kind: 'Deployment',
  plural: 'deployments',
  singular: 'deployment',
  shortNames: ['deploy'],
  namespaced: true,
  verbs: ['get', 'list', 'watch', 'patch'],
  subresources: ['scale'],
}

/** A mention as Slack sends what somebody has typed. */
const asSent = (line: string) => normalise(line.replace('@alice', '<@U01ALICE|alice>'))

test('no two commands have one name', () => {
  const names = commands.map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
})

describe.each(commands.map((command) => [command.name, command] as const))('%s', (name, command) => {
  test('says what it is, what it needs and how dangerous it is', () => {
    expect(command.summary.length).toBeGreaterThan(10)
    expect(command.usage.startsWith(name)).toBe(true)
    expect(command.permission).toMatch(/^[a-z]+:[a-z]+$/)
    expect(['read', 'sensitive', 'change', 'destroy', 'admin']).toContain(command.risk)
  })

  test('takes only flags that exist', () => {
    const known = flags.map((flag) => flag.name)
    expect(command.flags.filter((flag) => !known.includes(flag))).toEqual([])
    const named = [...command.usage.matchAll(/--([a-z-]+)/g)].map(([, flag]) => flag)
    expect(named.filter((flag) => flag !== 'reason' && !command.flags.includes(flag ?? ''))).toEqual([])
  })

  test.each(command.examples)('understands its own example: %s', (example) => {
    const parsed = parse(asSent(example), flags)
    if (!parsed.ok) throw new Error(parsed.failure)
    const found = find(commands, parsed.value.words, '/k8s')
    if (!found.ok) throw new Error(found.failure)
    expect(found.value.command.name).toBe(name)
    const input = inputFor(command, found.value.words, parsed.value.flags)
    if (!input.ok) throw new Error(input.failure)
    const prepared = command.prepare(input.value)
    if (!prepared.ok) throw new Error(prepared.failure)
  })

  test('is a change, with a plan, exactly when it is dangerous', () => {
    const [example] = command.examples
    const parsed = parse(example, flags)
    if (!parsed.ok) throw new Error(parsed.failure)
    const found = find(commands, parsed.value.words, '/k8s')
    const input = found.ok ? inputFor(command, found.value.words, parsed.value.flags) : found
    const prepared = input.ok ? command.prepare(input.value) : input
    if (!prepared.ok) throw new Error(prepared.failure)
    const pods = {
      ...deployments,
      group: '',
      kind: 'Pod',
      plural: 'pods',
      singular: 'pod',
      shortNames: ['po'],
    }
    const surroundings = { cluster: 'demo', namespace: 'shop', kinds: [deployments, pods] }
    const aimed = prepared.value.shape === 'cluster' ? prepared.value.aim(surroundings) : null
    expect(aimed?.ok === true && aimed.value.shape === 'change').toBe(isWrite(command.risk))
    // What is aimed at may raise the danger, never lower it.
    if (aimed?.ok && isWrite(command.risk)) expect(isWrite(aimed.value.rule.risk)).toBe(true)
  })
})

test('help names every command to somebody who may use them all, and explains each', async () => {
  const whole = await begin()
  const listed = await whole.type('U1DANA', 'C1PLATFORM', 'help')
  for (const { name, usage } of commands) {
    expect(listed).toContain(name)
    const explained = await whole.type('U1DANA', 'C1PLATFORM', `help ${name}`)
    expect(explained.replaceAll('&lt;', '<').replaceAll('&gt;', '>')).toContain(usage)
  }
})
