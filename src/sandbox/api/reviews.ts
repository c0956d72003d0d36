import { ApiError } from '../store/errors.ts'
import { dig, digList, digText, isRecord, type Json } from '../store/json.ts'
import { readRecord } from './body.ts'
import type { Api, Attributes, Exchange, User } from './call.ts'
import { authorize, rulesFor } from './rbac.ts'
import { sendJson } from './reply.ts'

/** A kind that is only asked, never stored. */
export interface Review {
  readonly group: string
  readonly version: string
  readonly plural: string
  readonly kind: string
  readonly namespaced: boolean
  readonly answer: (question: Question) => Json
}

interface Question {
  readonly api: Api
  readonly user: User
  readonly spec: unknown
}

const review = (group: string, kind: string, answer: Review['answer'], namespaced = false): Review => ({
  group: `${group}.k8s.io`,
  version: 'v1',
  plural: `${kind.toLowerCase()}s`,
  kind,
  namespaced,
  answer,
})

/** The reviews that the sandbox answers. */
export const reviews: readonly Review[] = [
  review('authorization', 'SelfSubjectAccessReview', ({ api, user, spec }) => accessOf(api, user, spec)),
  review('authorization', 'SubjectAccessReview', ({ api, spec }) => accessOf(api, subjectOf(spec), spec)),
  review(
    'authorization',
    'LocalSubjectAccessReview',
    ({ api, spec }) => accessOf(api, subjectOf(spec), spec),
    true,
  ),
  review('authorization', 'SelfSubjectRulesReview', rules),
  review('authentication', 'SelfSubjectReview', ({ user }) => ({ userInfo: user })),
  review('authentication', 'TokenReview', ({ api, spec }) => {
    const token = digText(spec, 'token') ?? ''
    const user = Object.hasOwn(api.tokens, token) ? api.tokens[token] : undefined
    return user === undefined ? { user: {}, error: 'invalid bearer token' } : { authenticated: true, user }
  }),
]

/** POST of a review: the question comes back with its answer. */
export async function answerReview(
  { api, request, response }: Exchange,
  user: User,
  { kind, group, version, answer }: Review,
): Promise<void> {
  const body = await readRecord(request)
  const metadata = isRecord(body['metadata']) ? body['metadata'] : {}
  const status = answer({ api, user, spec: body['spec'] })
  sendJson(response, 201, { ...body, kind, apiVersion: `${group}/${version}`, metadata, status })
}

function accessOf({ store }: Api, user: User, spec: unknown): Json {
  const { allowed, reason } = authorize(store, user, attributesOf(spec))
  return { allowed, ...(reason === '' ? {} : { reason }) }
}

function subjectOf(spec: unknown): User {
  const groups = digList(spec, 'groups').filter((group) => typeof group === 'string')
  const username = digText(spec, 'user') ?? ''
  if (username !== '' || groups.length > 0) return { username, groups }
  const message = 'Invalid value: "": at least one of user or group must be specified'
  throw new ApiError(422, 'Invalid', `.authorization.k8s.io "" is invalid: spec.user: ${message}`, {
    group: 'authorization.k8s.io',
    causes: [{ reason: 'FieldValueInvalid', message, field: 'spec.user' }],
  })
}

function attributesOf(spec: unknown): Attributes {
  const path = dig(spec, 'nonResourceAttributes')
  if (path !== undefined) return { verb: digText(path, 'verb') ?? '', path: digText(path, 'path') ?? '' }
  const asked = dig(spec, 'resourceAttributes')
  const optional = (field: string) => digText(asked, field) || undefined
  return {
    verb: digText(asked, 'verb') ?? '',
    group: digText(asked, 'group') ?? '',
    resource: digText(asked, 'resource') ?? '',
    subresource: optional('subresource'),
    name: optional('name'),
    namespace: optional('namespace'),
  }
}

function rules({ api, user, spec }: Question): Json {
  const everything = [
    { verbs: ['*'], apiGroups: ['*'], resources: ['*'] },
    { verbs: ['*'], nonResourceURLs: ['*'] },
  ]
  const found = rulesFor(api.store, user, digText(spec, 'namespace') || undefined)
  const all = user.groups.includes('system:masters') ? everything : found.rules.map(({ rule }) => rule)
  return {
    resourceRules: all.filter((rule) => 'resources' in rule),
    nonResourceRules: all.filter((rule) => 'nonResourceURLs' in rule),
    incomplete: false,
    ...(found.broken.length === 0 ? {} : { evaluationError: found.broken.join(', ') }),
  }
}
