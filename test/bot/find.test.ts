import { expect, test } from 'vitest'
import { find } from '../../src/bot/find.ts'
import { commands } from '../../src/commands/index.ts'

function found(line: string, slash = '/k8s') {
  const result = find(commands, line.split(' '), slash)
  return result.ok ? [result.value.command.name, ...result.value.words].join(' | ') : result.failure
}

test.each([
  ['Get pods', 'get | pods'],
  ['Rollout Status deploy/api', 'rollout status | deploy/api'],
  ['Restart api', 'rollout restart | deployment/api'],
  ['Restart deploy/api', 'rollout restart | deploy/api'],
  ['Undo api', 'rollout undo | deployment/api'],
  ['Delete Pod/api-1', 'delete pod | api-1'],
  ['Delete po api-1', 'delete pod | api-1'],
  ['Kgp', 'get | pods'],
  ['Lgtm REQ-7F3K', 'approve | REQ-7F3K'],
  ['Cluster ls', 'clusters'],
])('a phone types %s', (line, meant) => {
  expect(found(line)).toBe(meant)
})

test.each(['ops', '/ops', 'Ops'])('the name of the slash command is no command: %s', (own) => {
  expect(found(`${own} get pods`, '/ops')).toBe('get | pods')
  expect(found(`${own} Restart api`, '/ops')).toBe('rollout restart | deployment/api')
  expect(found(own, '/ops')).toBe('help')
})

test('a slash command that is called like a command takes nothing away from it', () => {
  expect(found('get pods', '/get')).toBe('get | pods')
})
