import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { redact, redactObject } from '../../src/core/redact.ts'

/** Put together at run time, so that nobody's scanner takes this file for a leak. */
const jwt = ['eyJhbGciOiJIUzI1NiJ9', 'eyJzdWIiOiJhbGljZSJ9', 'c2lnbmF0dXJlLXNpZ25hdHVyZQ'].join('.')
const body = 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj'
const pem = ['-----BEGIN RSA PRIVATE', ` KEY-----\n${body}\n-----END RSA PRIVATE`, ' KEY-----'].join('')
const shapes = {
  jwt,
  aws: ['AKIA', 'IOSFODNN7EXAMPLE'].join(''),
  awsSecret: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  github: ['ghp_', '16C7e42F292c6912E7710c838347Ae178B4a'].join(''),
  gitlab: ['glpat-', 'x7Yz1234567890abcdef'].join(''),
  slackBot: ['xoxb-', '1234567890-abcdefghij'].join(''),
  slackApp: ['xapp-', '1-A012-3456-abcdef'].join(''),
  openai: ['sk-', 'proj-Abcdefghijklmnop1234'].join(''),
  random: 'q7Rk2LmZ9xTb4WvN8sYc1HdF6gJp3EaU',
  hex: '5f4dcc3b5aa765d61d8327deb882cf995f4dcc3b5aa765d61d8327deb882cf99',
}

test.each(Object.entries(shapes))('%s is known by its shape, wherever it stands', (_, secret) => {
  const around = fc.constantFrom(
    '',
    ' ',
    '\n',
    '"',
    "'",
    '(',
    '=',
    ': ',
    '\t',
    ',',
    '- ',
    '{"a":"',
    '"}',
    'log line ',
    ' x\n',
  )
  fc.assert(
    fc.property(around, around, fc.array(around, { maxLength: 5 }), (before, after, more) => {
      expect(redact(`${more.join('')}${before}${secret}${after}`)).not.toContain(secret)
    }),
  )
})

test.each([
  'password=hunter2',
  'wrong password: `hunter2`',
  'PASSWORD: hunter2',
  'DB_PASSWORD=hunter2',
  "passwd='hunter2'",
  'mysql --password hunter=1 --password=hunter2',
  'clientSecret: "hunter2"',
  'x-api-key: hunter2',
  'api_key=hunter2&user=bob',
  'Authorization: Bearer hunter2',
  'authorization=Basic hunter2',
  'curl -H "Authorization: Token hunter2" https://x',
  'password: correct horse hunter2',
  'password: |\n  hunter2\nnext: x',
  '{"user":"bob","password":"hunter2"}',
  '{"password": "a\\"hunter2"}',
  '{\\"password\\":\\"hunter2\\"}',
  "{'token': 'hunter2'}",
  'token => hunter2',
  'postgres://bob:hunter2@db:5432/shop',
  'redis://:hunter2@cache',
  'https://bob:p@hunter2@example.com/x',
  '- name: DB_PASSWORD\n  value: hunter2',
  '- name: DB_PASSWORD\n  value: |\n    hunter2\n    hunter2',
  '{"name":"API_TOKEN","value":"hunter2"}',
  '{"value":"hunter2","name":"API_TOKEN"}',
  '{\n  "name": "API_TOKEN",\n  "value": "hunter2"\n}',
  'kind: Secret\ndata:\n  a: hunter2\n  b: hunter2',
  'apiVersion: v1\ndata:\n  a: |\n    hunter2\n\n    hunter2\nkind: Secret',
  'items:\n- apiVersion: v1\n  data:\n    a: hunter2\n  kind: Secret\n- kind: ConfigMap\n  data:\n    b: x',
  'stringData:\n  a: hunter2',
  '{"kind":"Secret","data":{"a":"hunter2"}}',
  '{"data":{"a":"hunter2"},"kind":"Secret"}',
  '{"stringData":{"a":"hunter2"}}',
  '{\\"kind\\":\\"Secret\\",\\"data\\":{\\"a\\":\\"hunter2\\"}}',
  'annotations:\n  kubectl.kubernetes.io/last-applied-configuration: |\n    {"x":"hunter2"}\nname: y',
  '{"kubectl.kubernetes.io/last-applied-configuration":"{\\"x\\":\\"hunter2\\"}"}',
  ...[
    'DB_PASS',
    'PGPASS',
    'SECRET_KEY_BASE',
    'API_KEY_PROD',
    'STRIPE_KEY',
    'REDIS_AUTH',
    'CREDENTIALS',
  ].flatMap(everyForm),
  ...['TOKEN_VALUE', 'DB_PASSWORD_NEW', 'db.password.prod', '.dockerconfigjson', 'tls.key'].flatMap(
    everyForm,
  ),
  'Server=db;Uid=shop;Pwd=hunter2;Encrypt=true',
  'map[DB_PASS:hunter2]',
  '{"password":["hunter2"]}',
  '{"password": [\n  "a",\n  "hunter2"\n]}',
  '{\\"password\\":[\\"hunter2\\"]}',
  'password:\n- a\n- hunter2\nnext: x',
  'password:\n  - hunter2\nnext: x',
  '{"auths":{"registry.example":{"auth":"hunter2"}}}',
  'mysql --user=shop --password hunter2',
  'server --db-password "correct hunter2" --port 80',
  'server -api-token hunter2',
  'args: ["--db-password", "hunter2"]',
  '{"args":["--db-password","hunter2"]}',
  'args:\n  - --db-password\n  - hunter2',
  'args:\n  - --db-password=hunter2',
  'curl -u shop:hunter2 https://x.example',
  'curl --user "shop:hunter2" https://x.example',
  'shop:hunter2@tcp(db:3306)/orders',
  'shop:hun/hunter2@@tcp(db:3306)/orders',
  'postgres://shop:a/hunter2@db/orders',
  'postgres://shop:hunter2/b@db/orders',
])('the value in %j is masked', (text) => {
  expect(redact(text)).not.toContain('hunter2')
})

/** As it stands in YAML, in JSON, in JSON inside of a log line, in a shell, and as the entry of an `env`. */
function everyForm(key: string): string[] {
  return [
    `${key}: hunter2`,
    `{"${key}":"hunter2"}`,
    `level=info body={\\"${key}\\":\\"hunter2\\"}`,
    `${key}=hunter2`,
    `- name: ${key}\n  value: hunter2`,
    `{"name":"${key}","value":"hunter2"}`,
    `{"value":"hunter2","name":"${key}"}`,
  ]
}

test('a whole key and a torn one are masked, and the text around stays', () => {
  expect(redact(`a\n${pem}\nb`)).toBe('a\n•••\nb')
  expect(redact(`a\n${pem.slice(0, 80)}\nnext line`)).toBe('a\n•••\nnext line')
})

test.each([
  'repo/api@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  'containerd://9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  'uid: 0b9f7a52-58d4-4b1c-9d43-2f2f6f1a2b3c',
  'commit 3b18e512dba79e4c8300dd08aeb37f8e728b8dad',
  'pod my-very-long-name-for-a-deployment-in-production-7d9f8c6b5-x2x4z',
  'payments-api-internal-service.shop-production.svc.cluster.local',
  '/var/lib/kubelet/pods/0b9f7a52-58d4-4b1c-9d43-2f2f6f1a2b3c/volumes/kubernetes.io~projected/kube-api-access-x7xkz',
  'pod-template-hash: 7d9f8c6b5',
  'secretName: db-credentials',
  'secret "db" not found',
  'MountVolume.SetUp failed for volume "x" : secret "db" not found',
  'automountServiceAccountToken: false',
  'valueFrom:\n  secretKeyRef:\n    key: token\n    name: db',
  "DB_PASSWORD:  <set to the key 'password' in secret 'db'>  Optional: false",
  'kind: ConfigMap\ndata:\n  color: blue',
  '{"kind":"ConfigMap","data":{"color":"blue"}}',
  '- name: COLOR\n  value: blue',
  'java.lang.IllegalStateException at com.example.payments.internal.PaymentServiceImplementation.handle(PaymentServiceImplementation.java:42)',
  'https://shop.example.com:8443/a?b=c',
  'type: kubernetes.io/service-account-token',
  'tokenFile: /run/token',
  'imagePullSecrets:\n- name: registry',
  'imagePullSecrets: ["registry"]',
  'serviceAccountToken:\n  expirationSeconds: 3607\n  path: token',
  'passwordPolicy: strict',
  'apiGroup: authorization.k8s.io',
  'authorization.k8s.io: v1',
  'keySelector: a',
  'configMapKeyRef:\n  key: color\n  name: shop',
  'topologyKey: kubernetes.io/hostname',
  'author: ada\nauthority: shop.example',
  'hard:\n  count/secrets: "10"\n  secrets: "10"',
  'image: registry.example/shop/auth-service:2.1.0',
  'dial tcp: lookup auth.example.com:443: no such host',
  'MountVolume.SetUp failed for volume "db-credentials" : secret "db-credentials" not found',
  'secrets "db-credentials" is forbidden: User "oscar" cannot get resource',
  'auth: failed to reach the server',
  'PWD=/srv/app',
  'docker run -u 1000:1000 app',
  'max_tokens: 4096',
  'https://registry.example:5000/shop/api@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
])('%j stays as it is', (text) => {
  expect(redact(text)).toBe(text)
})

test('the names of a Secret stay', () => {
  expect(redact('kind: Secret\ndata:\n  user: aHVudGVyMg==\nname: db')).toBe(
    'kind: Secret\ndata:\n  user: •••\nname: db',
  )
  expect(redact('{"kind":"Secret","data":{"user":"aHVudGVyMg=="}}')).toBe(
    '{"kind":"Secret","data":{"user":"•••"}}',
  )
})

const piece = fc.oneof(
  fc.constantFrom(
    'password',
    'token',
    '=',
    ': ',
    ':',
    '"',
    "'",
    '\\"',
    '\n',
    '  ',
    '- ',
    'name',
    'value',
    ',',
    '{',
    '}',
    '|',
    'data',
    'kind: Secret',
    '://',
    '@',
    '•••',
    'a',
    ';',
    '<',
    '&',
  ),
  fc.constantFrom(...Object.values(shapes), pem, 'hunter2'),
  fc.string({ maxLength: 5 }),
)

test('doing it twice changes nothing', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
      const once = redact(pieces.join(''))
      expect(redact(once)).toBe(once)
    }),
    { numRuns: 2000 },
  )
})

test.each([
  'a',
  'password=',
  'password="',
  'token:\\"',
  'eyJ',
  '://a:',
  'name: ',
  '-----BEGIN A-----',
  '\\"',
  '"data":{',
  'sk-',
  '- ',
  'bearer ',
  '--token ',
  '-u a:',
  'a:a@',
  '://a:/',
  'password:\n- ',
  'DB_PASS: [',
])('a mebibyte of %j comes to an end', (part) => {
  expect(redact(part.repeat(Math.ceil(1_048_576 / part.length))).length).toBeGreaterThan(0)
})

test('an object loses its secrets and keeps its shape', () => {
  const spec = {
    env: [
      { name: 'DB_PASSWORD', value: 'hunter2' },
      { name: 'COLOR', value: 'blue' },
    ],
    token: 'hunter2',
    url: 'redis://:hunter2@cache',
    secret: { secretName: 'db' },
    automountServiceAccountToken: false,
    replicas: 3,
  }
  expect(redactObject({ kind: 'Secret', data: { a: 'hunter2' }, spec })).toEqual({
    kind: 'Secret',
    data: { a: '•••' },
    spec: {
      ...spec,
      env: [
        { name: 'DB_PASSWORD', value: '•••' },
        { name: 'COLOR', value: 'blue' },
      ],
      token: '•••',
      url: 'redis://:•••@cache',
    },
  })
})

test('an argument after a flag that takes a secret is one', () => {
  expect(
    redactObject({ args: ['--port', '80', '--db-password', 'hunter2', '--verbose', '-u', 'shop:hunter2'] }),
  ).toEqual({ args: ['--port', '80', '--db-password', '•••', '--verbose', '-u', '•••'] })
})

test('a list of secrets is masked one by one, a list of references is not', () => {
  expect(redactObject({ passwords: ['a', 'b'], imagePullSecrets: [{ name: 'registry' }] })).toEqual({
    passwords: ['•••', '•••'],
    imagePullSecrets: [{ name: 'registry' }],
  })
})

test('what stands behind a masked argument stays', () => {
  expect(redact('kubectl --token hunter2 get pods')).toBe('kubectl --token ••• get pods')
  expect(redact('{"args":["--db-password","a hunter2","--x"]}')).toBe(
    '{"args":["--db-password","•••","--x"]}',
  )
  expect(redact('password:\n  - hunter2\nnext: 1')).toBe('password: •••\nnext: 1')
})
