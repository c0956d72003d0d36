import { expect, test } from 'vitest'
import { podsOf } from '../../../src/bot/health/pod.ts'
import { serviceOf, whyService } from '../../../src/bot/health/service.ts'

test('a selector that matches nothing is shown', () => {
  expect(why([])).toEqual(['its selector (app=api) matches no pods'])
})

test('pods that are not ready are named', () => {
  expect(why([pod('a', 'True'), pod('b', 'False')])).toEqual(['1 of 2 endpoints ready; not ready: b'])
})

test('a port by a name that no container has is found', () => {
  expect(why([pod('a', 'True')], 'web')).toEqual([
    'port 80 goes to the container port "web", which no container has',
  ])
  expect(why([pod('a', 'True')], 'http')).toEqual([])
})

test('a service without a selector is somebody else’s to judge', () => {
  const service = serviceOf({ metadata: { name: 'api', uid: 'u' }, spec: { ports: [] } })
  expect(service && whyService(service, [])).toEqual([])
})

function why(pods: Parameters<typeof podsOf>[0], targetPort: string | number = 8080): readonly string[] {
  const service = serviceOf({
    metadata: { name: 'api', uid: 'u' },
    spec: { selector: { app: 'api' }, ports: [{ port: 80, targetPort }] },
  })
  if (!service) throw new Error('this is no service')
  return whyService(service, podsOf(pods))
}

function pod(name: string, ready: 'True' | 'False') {
  return {
    metadata: { name, uid: name },
    spec: { containers: [{ name: 'web', ports: [{ name: 'http', containerPort: 8080 }] }] },
    status: { conditions: [{ type: 'Ready', status: ready }] },
  }
}
