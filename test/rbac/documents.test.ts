import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { Policy } from '../../src/core/policy.ts'
import { permissions } from '../../src/core/risk.ts'
import { alsoRead } from '../../src/rbac/needs.ts'
import { rbacDocuments, type Wanted } from '../../src/rbac/documents.ts'
import { policy } from '../support/policy.ts'

const printed = (more: Partial<Wanted> = {}) =>
  rbacDocuments({ policy, cluster: 'demo', plain: false, anyUser: false, also: [], ...more })

const lines = (documents: ReturnType<typeof printed>) =>
  documents.flatMap(({ kind, metadata, rules = [] }) =>
    rules.flatMap(({ apiGroups, resources, verbs, resourceNames }) =>
      resources.flatMap((resource) =>
        verbs.map(
          (verb) =>
            `${kind} ${metadata.namespace ?? '-'} ${verb} ${apiGroups.join()}/${resource}${resourceNames ? ` ${resourceNames.join()}` : ''}`,
        ),
      ),
    ),
  )

const granting = (grants: object[], roles: object = policy.roles, people: object[] = policy.people) =>
  Policy.parse({ ...policy, people, roles, grants, approvals: [] })

test('the bot in its own name may read one namespace and nothing else', () => {
  const own = printed().filter(({ metadata }) => metadata.name === 'roundsman')
  expect(lines(own)).toEqual(['ClusterRole - get /namespaces kube-system'])
})

test('the bot may be the people of the policy, each cluster under its own names', () => {
  const demo = lines(printed())
  expect(demo).toContain(
    'ClusterRole - impersonate:user-info authentication.k8s.io/users ada@example.com,dana@example.com,olga@example.com,oscar@example.com,vera@example.com',
  )
  expect(demo).toContain(
    'ClusterRole - impersonate:user-info authentication.k8s.io/groups approvers,cluster-admins,shop-operators,shop-viewers',
  )
  const legacy = lines(printed({ cluster: 'legacy' })).join('\n')
  expect(legacy).toContain('dana-old')
  expect(legacy).not.toContain('dana@example.com')
})

test('what is granted in single namespaces is a Role there', () => {
  const narrow = granting([
    { role: 'viewer', groups: ['shop-viewers'], clusters: ['demo'], namespaces: ['*'] },
    { role: 'operator', groups: ['shop-operators'], clusters: ['demo'], namespaces: ['shop', 'dev'] },
  ])
  const all = lines(printed({ policy: narrow }))
  expect(all).toContain('ClusterRole - impersonate-on:user-info:list /pods')
  expect(all).toContain('Role shop impersonate-on:user-info:patch apps/deployments/scale')
  expect(all).toContain('Role dev impersonate-on:user-info:delete /pods')
  expect(all.filter((line) => line.startsWith('ClusterRole') && /:(patch|delete)/.test(line))).toEqual([])
  expect(all.filter((line) => line.startsWith('Role') && line.endsWith(':list /pods'))).toEqual([])
})

test('cluster-scoped kinds need a grant for the whole cluster, a prefix is not enough', () => {
  const prefix = granting([
    { role: 'viewer', groups: ['shop-viewers'], clusters: ['demo'], namespaces: ['shop-*'] },
  ])
  const all = lines(printed({ policy: prefix }))
  expect(all).toContain('ClusterRole - impersonate-on:user-info:list /pods')
  expect(all.join('\n')).not.toMatch(/impersonate-on.*\/nodes/)
})

test('Secrets are reached only through a role with secrets:read', () => {
  const viewers = granting([{ role: 'viewer', groups: ['shop-viewers'], clusters: ['*'], namespaces: ['*'] }])
  expect(lines(printed({ policy: viewers })).join('\n')).not.toContain('secrets')
  expect(lines(printed())).toContain('ClusterRole - impersonate-on:user-info:list /secrets')
})

test('a cluster on which nobody has anything gives nothing but names', () => {
  const elsewhere = granting([
    { role: 'admin', groups: ['cluster-admins'], clusters: ['other'], namespaces: ['*'] },
  ])
  expect(lines(printed({ policy: elsewhere })).join('\n')).not.toContain('impersonate-on')
})

test('without a known user there is no rule for users, because one without names means everybody', () => {
  const people = [{ usergroup: 'S1', kubernetes: { groups: ['shop-viewers'] } }]
  const grants = [{ role: 'viewer', groups: ['shop-viewers'], clusters: ['demo'], namespaces: ['*'] }]
  const unnamed = granting(grants, policy.roles, people)
  expect(lines(printed({ policy: unnamed })).join('\n')).not.toMatch(/\/users/)
  expect(lines(printed({ policy: unnamed, anyUser: true }))).toContain(
    'ClusterRole - impersonate:user-info authentication.k8s.io/users',
  )
})

test('an e-mail address is the user where the policy names none', () => {
  const people = [{ email: 'Eve@example.com', kubernetes: { groups: ['shop-viewers'] } }]
  const byMail = granting(
    [{ role: 'viewer', groups: ['shop-viewers'], clusters: ['demo'], namespaces: ['*'] }],
    policy.roles,
    people,
  )
  expect(lines(printed({ policy: byMail }))).toContain(
    'ClusterRole - impersonate:user-info authentication.k8s.io/users Eve@example.com,eve@example.com',
  )
})

test('custom kinds are read when they are asked for', () => {
  const also = [alsoRead('argoproj.io', 'rollouts')]
  expect(lines(printed({ also }))).toContain(
    'ClusterRole - impersonate-on:user-info:watch argoproj.io/rollouts',
  )
})

test('the plain form names users and groups in the core group, and knows nothing finer', () => {
  const all = lines(printed({ plain: true }))
  expect(all.filter((line) => line.includes('impersonate'))).toEqual([
    'ClusterRole - impersonate /users ada@example.com,dana@example.com,olga@example.com,oscar@example.com,vera@example.com',
    'ClusterRole - impersonate /groups approvers,cluster-admins,shop-operators,shop-viewers',
    'ClusterRole - impersonate authentication.k8s.io/userextras/roundsman.dev/request',
  ])
})

test('whatever the policy grants, nothing is a *, and nothing but names and the request goes unlimited', () => {
  const role = fc.subarray([...permissions], { minLength: 1 })
  const place = fc.constantFrom('*', 'shop', 'dev', 'shop-*')
  const grant = fc.record({ role: fc.constantFrom('a', 'b'), namespaces: fc.array(place, { minLength: 1 }) })
  fc.assert(
    fc.property(role, role, fc.array(grant), fc.boolean(), (a, b, grants, plain) => {
      const any = granting(
        grants.map((one) => ({ ...one, groups: ['shop-viewers'], clusters: ['demo'] })),
        { a: { permissions: a }, b: { permissions: b, extends: 'a' } },
      )
      const documents = printed({ policy: any, plain })
      expect(JSON.stringify(documents)).not.toContain('*')
      for (const { apiGroups, resources, resourceNames, verbs } of documents.flatMap(
        ({ rules = [] }) => rules,
      )) {
        expect(Math.min(apiGroups.length, resources.length, verbs.length)).toBeGreaterThan(0)
        if (resources.some((name) => ['users', 'groups', 'namespaces'].includes(name)))
          expect(
            verbs.every((verb) => verb.startsWith('impersonate-on:')) || resourceNames?.length,
          ).toBeTruthy()
      }
      const secrets = documents.some(({ rules = [] }) =>
        rules.some(({ resources }) => resources.includes('secrets')),
      )
      const mayRead = grants.some((one) => (one.role === 'a' ? a : [...a, ...b]).includes('secrets:read'))
      expect(secrets).toBe(mayRead && !plain)
    }),
  )
})
