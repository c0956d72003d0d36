import { expect, test } from 'vitest'
import type { Answer } from '../../src/bot/cluster.ts'
import type { ApiKind } from '../../src/core/kube.ts'
import { rememberKinds } from '../../src/kube/kinds.ts'
import { configMaps, deployments, pods } from './samples.ts'

const minute = 60_000
const away: Answer<readonly ApiKind[]> = { ok: false, failure: { kind: 'unreachable', message: 'away' } }
const found = (...kinds: ApiKind[]): Answer<readonly ApiKind[]> => ({ ok: true, value: kinds })

test('asks once for many, and again only when it is old, behind the back of whoever asks', async () => {
  const { kinds, asked, answers, pass } = remembering(found(pods))
  const first = await Promise.all([kinds(), kinds(), kinds()])
  expect(first).toEqual([found(pods), found(pods), found(pods)])
  pass(10 * minute)
  await kinds()
  expect(asked()).toBe(1)
  answers.push(found(pods, configMaps))
  pass(1)
  expect(await kinds()).toEqual(found(pods))
  expect(asked()).toBe(2)
  expect(await kinds()).toEqual(found(pods, configMaps))
})

test('asks anew for an unknown word, at most every 30 s', async () => {
  const { kinds, asked, answers, pass } = remembering(found(pods))
  await kinds()
  answers.push(found(pods, deployments))
  pass(29_999)
  expect(await kinds(true)).toEqual(found(pods))
  pass(1)
  expect(await kinds(true)).toEqual(found(pods, deployments))
  expect(asked()).toBe(2)
})

test('keeps the last good answer, with its age, while the cluster is away', async () => {
  const { kinds, answers, pass, failures } = remembering(found(pods))
  await kinds()
  answers.push(away)
  pass(minute)
  expect(await kinds(true)).toEqual({ ...found(pods), ageMs: minute })
  expect(failures).toEqual(['away'])
  answers.push(found(configMaps))
  pass(minute)
  expect(await kinds(true)).toEqual(found(configMaps))
})

test('says why there is nothing yet, and asks again the next time', async () => {
  const { kinds, answers } = remembering(away)
  expect(await kinds()).toEqual(away)
  answers.push(found(pods))
  expect(await kinds()).toEqual(found(pods))
})

function remembering(...answers: Answer<readonly ApiKind[]>[]) {
  let now = 0
  let asked = 0
  const failures: string[] = []
  const discover = async () => {
    asked += 1
    const answer = answers.shift()
    if (answer === undefined) throw new Error('asked too often')
    return answer
  }
  const onFailure = ({ message }: { message: string }) => failures.push(message)
  return {
    kinds: rememberKinds(discover, { clock: { now: () => now }, onFailure }),
    asked: () => asked,
    answers,
    failures,
    pass: (milliseconds: number) => {
      now += milliseconds
    },
  }
}
