import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { loadPolicy } from '../../src/config/policy.ts'
import { policyFile, workspaceFile } from '../../src/demo/workspace.ts'
import { people } from '../../src/sandbox/world/people.ts'

const Workspace = z.object({
  workspace: z.object({ teamId: z.string() }),
  users: z.array(z.object({ id: z.string(), name: z.string() })),
  channels: z.array(z.object({ id: z.string(), name: z.string(), members: z.array(z.string()) })),
})
const workspace = Workspace.parse(parse(workspaceFile()))

function policy() {
  const loaded = loadPolicy(policyFile(), 'demo policy', ['demo'])
  if (!loaded.ok) throw new Error(loaded.failure.join('\n'))
  return loaded.value
}

test('the policy is one that the bot accepts', () => {
  expect(loadPolicy(policyFile(), 'demo policy', ['demo'])).toMatchObject({ ok: true })
})

test('the policy speaks of the same team, people and channels as the workspace', () => {
  const { teams, people: known, channels } = policy()
  expect(teams).toEqual([workspace.workspace.teamId])
  const ids = workspace.users.map(({ id }) => id)
  expect(ids).toEqual(expect.arrayContaining(known.map(({ slack }) => slack)))
  const places = workspace.channels.map(({ id }) => id)
  expect(places).toEqual(expect.arrayContaining(Object.keys(channels)))
})

test('only gus is unknown, and only #random is bound to nothing', () => {
  const { people: known, channels } = policy()
  const strangers = workspace.users.filter(({ id }) => !known.some(({ slack }) => slack === id))
  expect(strangers.map(({ name }) => name)).toEqual(['gus'])
  const unbound = workspace.channels.filter(({ id }) => !(id in channels))
  expect(unbound.map(({ name }) => name)).toEqual(['random'])
})

test('everybody of the policy is who the cluster knows', () => {
  const users = policy().people.map(({ kubernetes }) => kubernetes)
  const inCluster = Object.values(people).map(({ username, groups }) => ({ user: username, groups }))
  expect(users).toEqual(inCluster)
})

test('everybody is in every channel, the bot too', () => {
  for (const { members } of workspace.channels) {
    expect(members).toEqual(expect.arrayContaining(workspace.users.map(({ id }) => id)))
    expect(members).toContain('U1ROUNDSMAN')
  }
})
