import { request } from 'undici'
import { describe, expect, onTestFinished, test } from 'vitest'
import { dig, digList, digText } from '../../../src/sandbox/store/json.ts'
import { resourceOf } from '../../../src/sandbox/store/resources.ts'
import { configMap } from '../../support/manifests.ts'
import { startSandbox, type TestSandbox } from '../../support/sandbox.ts'

const maps = '/api/v1/namespaces/shop/configmaps'

/** Opens a watch and hands out its events one by one; undefined when it has ended. */
async function watching({ url, agent }: TestSandbox, query: string) {
  const answer = await request(`${url}${maps}?watch=1&${query}`, {
    dispatcher: agent,
    headers: { authorization: 'Bearer admin-token' },
  })
  onTestFinished(() => void answer.body.destroy())
  const lines = events(answer.body)
  const next = async () => (await lines.next()).value
  const told = async () => {
    const event = await next()
    return `${digText(event, 'type')} ${digText(event, 'object', 'metadata', 'name') ?? ''}`.trim()
  }
  return { next, told }
}

async function* events(body: AsyncIterable<Buffer>): AsyncGenerator<unknown, undefined> {
  let rest = ''
  for await (const chunk of body) {
    const lines = `${rest}${chunk.toString()}`.split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) yield JSON.parse(line)
  }
  return undefined
}

describe('lists', () => {
  test('pages belong to one moment and say how much is left', async () => {
    const { ask, put, store } = await startSandbox()
    for (const name of ['a', 'b', 'c', 'd', 'e']) put(configMap(name))
    const first = await ask('GET', `${maps}?limit=2`)
    expect(first.body).toMatchObject({ kind: 'ConfigMapList', metadata: { remainingItemCount: 3 } })
    store.delete(resourceOf('ConfigMap'), { namespace: 'shop', name: 'c' })
    const token = digText(first.body, 'metadata', 'continue') ?? ''
    const second = await ask('GET', `${maps}?limit=2&continue=${token}`)
    const names = [first, second].flatMap(({ body }) =>
      digList(body, 'items').map((item) => digText(item, 'metadata', 'name')),
    )
    expect(names).toEqual(['a', 'b', 'c', 'd'])
    expect(digText(second.body, 'metadata', 'resourceVersion')).toBe(
      digText(first.body, 'metadata', 'resourceVersion'),
    )
  })

  test.each([
    ['labelSelector=app%3Dx', ['b']],
    ['labelSelector=app', ['a', 'b']],
    ['fieldSelector=metadata.name%3Da', ['a']],
    ['fieldSelector=metadata.name!%3Da&labelSelector=app', ['b']],
    ['', ['a', 'b', 'c']],
  ])('?%s', async (query, expected) => {
    const { ask, put } = await startSandbox()
    put(configMap('c'))
    put(configMap('b', {}, { labels: { app: 'x' } }))
    put(configMap('a', {}, { labels: { app: 'y' } }))
    const { body } = await ask('GET', `${maps}?${query}`)
    expect(digList(body, 'items').map((item) => digText(item, 'metadata', 'name'))).toEqual(expected)
  })

  test.each([
    [
      'fieldSelector=data.a%3Db',
      400,
      '"data.a" is not a known field selector: only "metadata.name", "metadata.namespace"',
    ],
    ['labelSelector=a%3D%3D%3Db', 400, 'unable to parse requirement'],
    ['continue=xx', 400, 'continue key is not valid'],
    [
      'continue=MDAwMDAwMDAtMDAwMC0wMDAwLTAwMDAtMDAwMDAwMDAwMDAw',
      410,
      'The provided continue parameter is too old',
    ],
    ['resourceVersion=abc', 400, 'invalid resource version'],
    ['resourceVersion=99999', 504, 'Too large resource version: 99999'],
  ])('?%s is refused', async (query, status, message) => {
    const { ask } = await startSandbox()
    const answer = await ask('GET', `${maps}?${query}`)
    expect(answer).toMatchObject({ status, body: { message: expect.stringContaining(message) } })
  })
})

describe('watches', () => {
  test('everything there is, then everything that happens', async () => {
    const sandbox = await startSandbox()
    const { put, ask } = sandbox
    put(configMap('a'))
    const { told } = await watching(sandbox, '')
    expect(await told()).toBe('ADDED a')
    await ask('PATCH', `${maps}/a`, { body: { data: { x: '1' } }, type: 'application/merge-patch+json' })
    expect(await told()).toBe('MODIFIED a')
    await ask('DELETE', `${maps}/a`)
    expect(await told()).toBe('DELETED a')
  })

  test('from a revision on, also what has happened meanwhile', async () => {
    const sandbox = await startSandbox()
    sandbox.put(configMap('a'))
    const from = sandbox.store.revision()
    sandbox.put(configMap('b'))
    const { told } = await watching(sandbox, `resourceVersion=${from}`)
    expect(await told()).toBe('ADDED b')
  })

  test('with a selector, objects enter and leave', async () => {
    const sandbox = await startSandbox()
    const label = (app: string) =>
      sandbox.store.mutate(resourceOf('ConfigMap'), { namespace: 'shop', name: 'a' }, ({ metadata }) => {
        metadata.labels = { app }
      })
    sandbox.put(configMap('a', {}, { labels: { app: 'no' } }))
    const from = sandbox.store.revision()
    label('yes')
    label('no')
    const { told, next } = await watching(sandbox, `resourceVersion=${from}&labelSelector=app%3Dyes`)
    expect(await told()).toBe('ADDED a')
    const left = await next()
    expect(left).toMatchObject({ type: 'DELETED', object: { metadata: { labels: { app: 'yes' } } } })
    expect(dig(left, 'object', 'metadata', 'resourceVersion')).toBe(sandbox.store.revision())
  })

  test('a revision out of the window ends in 410', async () => {
    const sandbox = await startSandbox()
    const from = sandbox.store.revision()
    sandbox.put(configMap('a'))
    for (let round = 0; round < 10_001; round += 1) {
      sandbox.store.mutate(resourceOf('ConfigMap'), { namespace: 'shop', name: 'a' }, (object) => {
        object['data'] = { round: String(round) }
      })
    }
    const { next } = await watching(sandbox, `resourceVersion=${from}`)
    expect(await next()).toMatchObject({ type: 'ERROR', object: { code: 410, reason: 'Expired' } })
    expect(await next()).toBeUndefined()
  })

  test('initial events end with a marked bookmark, others come with time, and then the time is up', async () => {
    const sandbox = await startSandbox()
    sandbox.put(configMap('a'))
    const query =
      'sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true&timeoutSeconds=15'
    const { told, next } = await watching(sandbox, query)
    expect(await told()).toBe('ADDED a')
    expect(await next()).toMatchObject({
      type: 'BOOKMARK',
      object: {
        kind: 'ConfigMap',
        metadata: {
          resourceVersion: sandbox.store.revision(),
          annotations: { 'k8s.io/initial-events-end': 'true' },
        },
      },
    })
    sandbox.clock.advance(10_000)
    expect(await told()).toBe('BOOKMARK')
    sandbox.clock.advance(5000)
    expect(await next()).toBeUndefined()
  })
})
