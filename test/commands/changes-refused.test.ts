import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Stage, startStage } from './stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await startStage()
})
afterAll(() => stage.close())

describe('a change that makes no sense', () => {
  it.each([
    ['scale deploy/api --replicas 3', 'deployment/api already has 3 replicas; nothing to do.'],
    ['scale deploy/apii --replicas 4', 'No deployment "apii" in demo/shop. Close: api.'],
    ['scale svc/api --replicas 4', 'A Service has no scale'],
    ['scale deploy/api', '--replicas is missing. Nothing was done. Usage: scale TYPE/NAME'],
    ['scale deploy/api 5', 'Write --replicas=5. Nothing was done. Usage: scale TYPE/NAME'],
    ['scale deploy/api replicas=5', 'Write --replicas=5. Nothing was done.'],
    ['scale deploy/api --replicas=4 — -n dev', 'A — alone means nothing here.'],
    ['scale deploy/api --replicas=4 -- -n dev', 'No command takes words after --.'],
    ['scale api --replicas=4', 'If that is a name, write TYPE/NAME, for example deploy/api.'],
    ['Delete deploy/api', 'only pods can be deleted here'],
    ['scale deploy/api --replicas=-1', '--replicas needs a whole number from 0 to 9999. Nothing was done.'],
    ['scale deploy --replicas=1', 'Name the object too: deploy/NAME.'],
    ['scale deploy/api deploy/web --replicas=1', 'One object at a time'],
    ['scale deploy/api --replicas=19', 'Your role may change 10 replicas at once at most'],
    ['set image deploy/api web=reg/api:1', 'deployment/api has no container "web". It has api.'],
    ['set image deploy/api api=Reg/API', 'has capital letters'],
    ['set image pod/x a=b:1', 'name the workload that makes it: set image deploy/NAME'],
    ['set image promo/summer-sale a=b:1', 'not on a Promotion'],
    ['rollout undo deploy/api --to-revision=77', 'has no revision 77. It has 1, 2, 3.'],
    ['rollout undo deploy/api --to-revision=3', 'already runs the template of revision 3'],
    ['rollout undo deploy/api --to-revision=-1', '--to-revision needs a revision, such as 41'],
    ['rollout undo deploy/web', 'has no earlier revision'],
    ['delete pod', 'Name the pod'],
    ['delete pod nope', 'No pod "nope" in demo/shop.'],
    ['delete pod a b', 'One object at a time'],
    ['rollout restart pod/x', 'rollout restart deploy/NAME'],
    ['rollout restart promo/summer-sale', 'not on a Promotion'],
  ])('is answered in a sentence, and nobody is asked: %s', async (line, said) => {
    expect(await stage.say(line)).toContain(said)
    await expect(stage.request()).rejects.toThrow('Nobody has asked')
  })
})
