import { expect, test } from 'vitest'
import { digList } from '../../../../src/sandbox/store/json.ts'
import { startSandbox } from '../../../support/sandbox.ts'

const slice = { kind: 'EndpointSlice', metadata: { name: 'api', namespace: 'shop' }, addressType: 'IPv4' }
const endpoints = { kind: 'Endpoints', metadata: { name: 'api', namespace: 'shop' } }
const five = ['1', '2', '3', '4', '5']

test.each([
  [
    '/apis/discovery.k8s.io/v1/endpointslices',
    {
      ...slice,
      ports: [{ name: 'http', port: 8080, protocol: 'TCP' }],
      endpoints: [{ addresses: ['10.0.0.1'] }, { addresses: ['10.0.0.2'] }],
    },
    ['api', 'IPv4', '8080', '10.0.0.1,10.0.0.2', '0s'],
  ],
  ['/apis/discovery.k8s.io/v1/endpointslices', slice, ['api', 'IPv4', '<unset>', '<unset>', '0s']],
  [
    '/api/v1/endpoints',
    { ...endpoints, subsets: [{ addresses: five.map((ip) => ({ ip })), ports: [{ port: 80 }] }] },
    ['api', '1:80,2:80,3:80 + 2 more...', '0s'],
  ],
  ['/api/v1/endpoints', endpoints, ['api', '<none>', '0s']],
])('%s shows what kubectl shows of %j', async (path, object, expected) => {
  const { ask, put } = await startSandbox()
  put(object)
  const { body } = await ask('GET', path, { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' })
  expect(digList(body, 'rows')).toMatchObject([{ cells: expected }])
})
