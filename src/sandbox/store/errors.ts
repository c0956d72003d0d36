import type { Resource } from './types.ts'

export interface Cause {
  readonly reason: string
  readonly message: string
  readonly field?: string
}

export interface StatusDetails {
  readonly name?: string
  readonly group?: string
  readonly kind?: string
  readonly uid?: string
  readonly causes?: readonly Cause[]
  readonly retryAfterSeconds?: number
}

/** A refusal in Kubernetes' own words; the server turns it into a Status. */
export class ApiError extends Error {
  readonly code: number
  readonly reason: string
  readonly details: StatusDetails | undefined

  constructor(code: number, reason: string, message: string, details?: StatusDetails) {
    super(message)
    this.code = code
    this.reason = reason
    this.details = details
  }
}

/** The name people know a resource by: `pods`, `deployments.apps`. */
export const groupResource = ({ group, plural }: Named): string =>
  group === '' ? plural : `${plural}.${group}`

export const notFound = (of: Named, name: string): ApiError =>
  new ApiError(404, 'NotFound', `${groupResource(of)} "${name}" not found`, details(of, name))

export const alreadyExists = (of: Named, name: string): ApiError =>
  new ApiError(409, 'AlreadyExists', `${groupResource(of)} "${name}" already exists`, details(of, name))

const modified = 'the object has been modified; please apply your changes to the latest version and try again'

export const conflict = (of: Named, name: string, why = modified): ApiError =>
  new ApiError(
    409,
    'Conflict',
    `Operation cannot be fulfilled on ${groupResource(of)} "${name}": ${why}`,
    details(of, name),
  )

export const wrongUid = (of: Named, name: string, asked: string, found: string): ApiError =>
  conflict(of, name, `Precondition failed: UID in precondition: ${asked}, UID in object meta: ${found}`)

export function invalid(of: Resource, name: string, causes: readonly Cause[]): ApiError {
  const kind = of.group === '' ? of.kind : `${of.kind}.${of.group}`
  const told = causes.map(({ field, message }) => (field === undefined ? message : `${field}: ${message}`))
  const why = told.length === 1 ? told[0] : `[${told.join(', ')}]`
  return new ApiError(422, 'Invalid', `${kind} "${name}" is invalid: ${why}`, {
    ...details(of, name),
    kind: of.kind,
    causes,
  })
}

export function forbidden(of: Named, name: string | undefined, why: string): ApiError {
  const what = name === undefined ? groupResource(of) : `${groupResource(of)} "${name}"`
  return new ApiError(403, 'Forbidden', `${what} is forbidden: ${why}`, details(of, name))
}

export const unauthorized = (): ApiError => new ApiError(401, 'Unauthorized', 'Unauthorized')

export const badRequest = (message: string): ApiError => new ApiError(400, 'BadRequest', message)

export const expired = (asked: string, oldest: number): ApiError =>
  new ApiError(410, 'Expired', `too old resource version: ${asked} (${oldest})`)

export const noRoute = (): ApiError =>
  new ApiError(404, 'NotFound', 'the server could not find the requested resource', {})

export const wrongMethod = (): ApiError =>
  new ApiError(405, 'MethodNotAllowed', 'the server does not allow this method on the requested resource', {})

export const wrongMediaType = (accepted: readonly string[], advice = ''): ApiError =>
  new ApiError(
    415,
    'UnsupportedMediaType',
    `the body of the request was in an unknown format - accepted media types include: ${accepted.join(', ')}${advice}`,
  )

export const wrongPatchType = (): ApiError =>
  new ApiError(415, 'UnsupportedMediaType', '415: Unsupported Media Type', {})

type Named = Pick<Resource, 'group' | 'plural'>

const details = ({ group, plural }: Named, name: string | undefined): StatusDetails => ({
  ...(name === undefined || name === '' ? {} : { name }),
  ...(group === '' ? {} : { group }),
  kind: plural,
})
