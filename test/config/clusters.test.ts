import { expect, test } from 'vitest'
import { ClusterConfig } from '../../src/config/clusters.ts'

const timeouts = { callMs: 10_000, connectMs: 3000 }

test.each([
  { kubeconfig: '/etc/kubeconfig', context: 'prod' },
  { inCluster: true },
  { server: 'https://10.0.0.1:6443', tokenFile: '/token', caFile: '/ca.crt' },
])('a cluster is reached by %j', (access) => {
  expect(ClusterConfig.parse({ name: 'prod', ...access })).toEqual({ name: 'prod', timeouts, ...access })
})

test.each([
  {},
  { inCluster: false },
  { kubeconfig: '/etc/kubeconfig' },
  { inCluster: true, kubeconfig: '/etc/kubeconfig', context: 'prod' },
  { server: 'https://10.0.0.1', tokenFile: '/token' },
])('but not by %j', (access) => {
  const parsed = ClusterConfig.safeParse({ name: 'prod', ...access })
  expect(parsed.error?.issues[0]?.message).toContain('exactly one of')
})

test('one of the timeouts may be said alone', () => {
  const config = ClusterConfig.parse({ name: 'prod', inCluster: true, timeouts: { callMs: 5000 } })
  expect(config.timeouts).toEqual({ callMs: 5000, connectMs: 3000 })
})

test('a server is a web address', () => {
  const access = { server: 'ftp://10.0.0.1', tokenFile: '/token', caFile: '/ca.crt' }
  expect(ClusterConfig.safeParse({ name: 'prod', ...access }).error?.issues[0]?.message).toBe('Invalid URL')
})
