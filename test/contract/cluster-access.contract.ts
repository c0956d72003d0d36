import { beforeAll, describe, expect, test } from 'vitest'
import { adminOf, create, kindOf, must, object, refTo, type Bench } from './cluster-bench.ts'

const extra = 'userextras/roundsman.dev/request'

export function accessContract(bench: () => Bench): void {
  const alice = () => bench().cluster.as({ user: 'alice', groups: [] }, 'c-alice')
  const here = () => ({ namespace: bench().namespace })

  describe('access', () => {
    beforeAll(async () => {
      await create(bench(), 'configmaps', 'guarded')
      await grant(
        bench(),
        'reader',
        [{ kind: 'User', name: 'alice' }],
        [rule('', 'configmaps', ['get', 'list'])],
      )
      await grant(bench(), 'ops', [{ kind: 'Group', name: 'ops' }], [rule('', 'configmaps', ['get'])])
      await grant(bench(), 'shop', [{ kind: 'Group', name: 'shop' }], [rule('', 'secrets', ['list'])])
      await grant(bench(), 'zoe', [{ kind: 'User', name: 'zoë' }], [rule('', 'configmaps', ['get'])])
    }, 30_000)

    test('is what the person has, not what the bot has', async () => {
      const ref = await refTo(bench(), 'configmaps', 'guarded')
      must(await alice().get(ref))
      const answer = await alice().remove(ref)
      expect(answer).toMatchObject({ ok: false, failure: { kind: 'forbidden', by: 'person' } })
      expect(answer.ok ? '' : answer.failure.message).toContain(
        'configmaps "guarded" is forbidden: User "alice" cannot delete resource "configmaps"',
      )
    })

    test('is refused on every path alike', async () => {
      const pods = await kindOf(bench(), 'pods', '')
      const answers = [
        await alice().table(pods, here()),
        await alice().list(pods, here()),
        await alice().logs(await refTo(bench(), 'pods', 'any'), {}),
        await alice().watch(pods, here(), () => {}, AbortSignal.timeout(5000)),
        await alice().create(await kindOf(bench(), 'configmaps'), object('mine', {}, bench().namespace)),
      ]
      for (const answer of answers) {
        expect(answer).toMatchObject({ ok: false, failure: { kind: 'forbidden', by: 'person' } })
      }
    })

    test('comes with each of several groups', async () => {
      const person = bench().cluster.as({ user: 'dana', groups: ['ops', 'shop'] }, 'c-dana')
      must(await person.get(await refTo(bench(), 'configmaps', 'guarded')))
      must(await person.table(await kindOf(bench(), 'secrets'), here()))
    })

    test('reaches people whose names are not ASCII', async () => {
      const zoe = bench().cluster.as({ user: 'zoë', groups: [] }, 'c-zoe')
      must(await zoe.get(await refTo(bench(), 'configmaps', 'guarded')))
    })

    test('can be asked for', async () => {
      const kind = await kindOf(bench(), 'configmaps')
      expect(must(await alice().can('get', kind, here()))).toBe(true)
      expect(must(await alice().can('delete', kind, { ...here(), name: 'guarded' }))).toBe(false)
      const deployments = await kindOf(bench(), 'deployments')
      expect(must(await alice().can('patch', deployments, { ...here(), subresource: 'scale' }))).toBe(false)
    })

    test('needs a bot that may act for the person', async () => {
      const person = bench().lesser.as({ user: 'nobody-named', groups: [] }, 'c-1')
      const answer = await person.get(await refTo(bench(), 'configmaps', 'guarded'))
      expect(answer).toMatchObject({ ok: false, failure: { kind: 'forbidden', by: 'bot' } })
    })

    test('can be narrowed to what the bot offers', async () => {
      await constrain(bench())
      const person = bench().lesser.as({ user: 'alice', groups: [] }, 'c-narrow')
      const ref = await refTo(bench(), 'configmaps', 'guarded')
      must(await person.get(ref))
      const configMaps = await kindOf(bench(), 'configmaps')
      const byPerson = await person.list(await kindOf(bench(), 'pods', ''), here())
      expect(byPerson).toMatchObject({ ok: false, failure: { kind: 'forbidden', by: 'person' } })
      const byBot = await person.list(configMaps, here())
      expect(byBot).toMatchObject({ ok: false, failure: { kind: 'forbidden', by: 'bot' } })
      expect(byBot.ok ? '' : byBot.failure.message).toContain('cannot impersonate-on:user-info:list')
      const asBob = await bench().lesser.as({ user: 'bob', groups: [] }, 'c-bob').get(ref)
      expect(asBob).toMatchObject({ ok: false, failure: { kind: 'forbidden', by: 'bot' } })
      const inOps = await bench()
        .lesser.as({ user: 'alice', groups: ['ops'] }, 'c-ops')
        .get(ref)
      expect(inOps).toMatchObject({ ok: false, failure: { kind: 'forbidden', by: 'bot' } })
    })
  })
}

function rule(group: string, resource: string, verbs: string[], names?: string[]) {
  return {
    apiGroups: [group],
    resources: [resource],
    verbs,
    ...(names !== undefined && { resourceNames: names }),
  }
}

async function grant(bench: Bench, name: string, subjects: object[], rules: object[]): Promise<void> {
  await create(bench, 'roles', name, { rules })
  const apiGroup = 'rbac.authorization.k8s.io'
  await create(bench, 'rolebindings', name, {
    roleRef: { apiGroup, kind: 'Role', name },
    subjects: subjects.map((subject) => ({ apiGroup, ...subject })),
  })
}

/** The bot's own narrow role: alice alone, and only what is listed. */
async function constrain(bench: Bench): Promise<void> {
  const name = `roundsman-contract-${bench.suffix}`
  const labels = { 'roundsman.dev/contract': bench.suffix }
  const labelled = (rest: Record<string, unknown>) => ({ ...rest, metadata: { name, uid: '', labels } })
  const info = ['impersonate:user-info']
  const rules = [
    rule('authentication.k8s.io', 'users', info, ['alice']),
    rule('authentication.k8s.io', extra, info),
    rule('', 'configmaps', ['impersonate-on:user-info:get']),
    rule('', 'pods', ['impersonate-on:user-info:list']),
  ]
  const session = adminOf(bench)
  must(await session.create(await kindOf(bench, 'clusterroles'), labelled({ rules })))
  const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name }
  const subjects = [{ kind: 'ServiceAccount', name: 'bot', namespace: bench.namespace }]
  must(await session.create(await kindOf(bench, 'clusterrolebindings'), labelled({ roleRef, subjects })))
}
