import type { Answer, Session, WriteOptions } from '../bot/cluster.ts'
import type { KubeObject, ObjectRef, Operation } from '../core/kube.ts'
import { done, failed } from '../core/outcome.ts'
import { AnyObject, mapped, readAs } from './answers.ts'
import { collectionPath, objectPath } from './paths.ts'
import { guarded, withMetadata } from './preconditions.ts'
import { apiVersionOf, type Ask } from './reads.ts'
import { pairs, type KubeRequest, type Repeat } from './request.ts'
import { isSecret, metadataOnly, withoutData } from './secrets.ts'

type Writes = Pick<Session, 'apply' | 'create' | 'patch' | 'scale' | 'evict' | 'remove'>
type Body = Pick<KubeRequest, 'verb' | 'method' | 'body' | 'repeat'> & { readonly contentType: string }

const fieldManager = 'roundsman'
const json = 'application/json'
const patchTypes = {
  strategic: 'application/strategic-merge-patch+json',
  merge: 'application/merge-patch+json',
  json: 'application/json-patch+json',
} satisfies Record<Extract<Operation, { verb: 'patch' }>['type'], string>

/** Everything that changes a cluster. */
export function writesWith(ask: Ask): Writes {
  return {
    apply: async (ref, object, options = {}) => {
      const body = withMetadata(declared(object, ref), { ...preconditions(options), name: ref.name })
      // A resourceVersion makes the second try of a success a conflict; without one it changes nothing.
      const repeat = options.resourceVersion === undefined ? 'repeatable' : 'once'
      const contentType = 'application/apply-patch+yaml'
      const answer = await write(ref, { verb: 'apply', method: 'PATCH', contentType, body, repeat }, options)
      return judged(answer, options)
    },

    create: async (kind, object, options = {}) => {
      const path = collectionPath({
        ...kind,
        namespace: kind.namespaced ? (object.metadata.namespace ?? '') : null,
      })
      if (!path.ok) return path
      const body = declared(object, kind)
      const request = { verb: 'create', method: 'POST', contentType: json, body, repeat: 'once' } as const
      return send(path.value, kind, request, options)
    },

    patch: async (ref, patch, options = {}) => {
      const body = guarded(patch, options)
      const contentType = patchTypes[patch.type]
      const answer = await write(
        ref,
        { verb: 'patch', method: 'PATCH', contentType, body, repeat: 'once' },
        options,
      )
      return patch.type === 'json' ? testedAgain(ref, answer, options) : judged(answer, options)
    },

    scale: async (ref, replicas, options = {}) => {
      const body = withMetadata({ spec: { replicas } }, preconditions(options))
      const contentType = patchTypes.merge
      const request = { verb: 'scale', method: 'PATCH', contentType, body, repeat: 'once' } as const
      return judged(await write(ref, request, options, 'scale'), options)
    },

    evict: async (ref, options = {}) => {
      const path = objectPath(ref, 'eviction')
      if (!path.ok) return path
      const metadata = { name: ref.name, ...(ref.namespace !== null && { namespace: ref.namespace }) }
      const body = { apiVersion: 'policy/v1', kind: 'Eviction', metadata, deleteOptions: deleting(options) }
      const request = { verb: 'evict', method: 'POST', path: path.value, contentType: json, body } as const
      return nothingOf(await ask({ ...request, repeat: repeatOf('once', options) }))
    },

    remove: async (ref, options = {}) => {
      const path = objectPath(ref)
      if (!path.ok) return path
      const body = {
        ...deleting(options),
        kind: 'DeleteOptions',
        apiVersion: 'v1',
        propagationPolicy: 'Background',
      }
      const request = { verb: 'remove', method: 'DELETE', path: path.value, contentType: json, body } as const
      const accept = isSecret(ref) ? metadataOnly : json
      const repeat = repeatOf(options.uid === undefined ? 'once' : 'repeatable', options)
      return nothingOf(await ask({ ...request, accept, repeat }))
    },
  }

  async function write(
    ref: ObjectRef,
    request: Body,
    options: WriteOptions,
    subresource?: string,
  ): Promise<Answer<KubeObject>> {
    const path = objectPath(ref, subresource)
    return path.ok ? send(path.value, ref, request, options) : path
  }

  async function send(
    path: string,
    kind: { readonly group: string; readonly plural: string },
    request: Body,
    options: WriteOptions,
  ): Promise<Answer<KubeObject>> {
    const secret = isSecret(kind)
    const force = request.verb === 'apply' ? false : undefined
    const query = pairs({ fieldManager, force, dryRun: options.dryRun === true ? 'All' : undefined })
    const accept = secret ? metadataOnly : json
    const repeat = repeatOf(request.repeat, options)
    const answer = readAs(await ask({ ...request, path, query, accept, repeat }), AnyObject, repeat)
    return secret ? mapped(answer, withoutData) : answer
  }

  /**
   * The server answers a failed `test` and a patch that does not fit with the same words,
   * so the object is looked at: only another uid or version is a conflict.
   */
  async function testedAgain(
    ref: ObjectRef,
    answer: Answer<KubeObject>,
    options: WriteOptions,
  ): Promise<Answer<KubeObject>> {
    const { uid, resourceVersion } = options
    if (answer.ok || answer.failure.kind !== 'invalid') return answer
    if (uid === undefined && resourceVersion === undefined) return answer
    const path = objectPath(ref)
    if (!path.ok) return path
    const look = {
      verb: 'get',
      method: 'GET',
      path: path.value,
      accept: metadataOnly,
      repeat: 'read',
    } as const
    const now = readAs(await ask(look), AnyObject)
    if (!now.ok) return answer
    const { metadata } = now.value
    const same =
      (uid ?? metadata.uid) === metadata.uid &&
      (resourceVersion ?? metadata.resourceVersion) === metadata.resourceVersion
    return same
      ? answer
      : failed({ kind: 'conflict', message: `${ref.kind} ${ref.name} is no longer what it was.` })
  }
}

/** Another uid in the metadata is answered as an attempt to change it. */
function judged(answer: Answer<KubeObject>, options: WriteOptions): Answer<KubeObject> {
  if (answer.ok || answer.failure.kind !== 'invalid' || options.uid === undefined) return answer
  const { causes, message } = answer.failure
  return causes.some(({ field }) => field === 'metadata.uid') ? failed({ kind: 'conflict', message }) : answer
}

/** What is declared is the object without what the server fills in. */
function declared(
  object: KubeObject,
  kind: { readonly group: string; readonly version: string; readonly kind: string },
): Record<string, unknown> {
  const { uid: _uid, resourceVersion: _version, managedFields: _fields, ...metadata } = object.metadata
  return { apiVersion: apiVersionOf(kind), kind: kind.kind, ...object, metadata }
}

function preconditions({ uid, resourceVersion }: WriteOptions) {
  return { uid, resourceVersion }
}

function deleting({ uid, resourceVersion, dryRun }: WriteOptions) {
  return { preconditions: { uid, resourceVersion }, ...(dryRun === true && { dryRun: ['All'] }) }
}

/** A dry run changes nothing, so it may be asked as often as a read. */
function repeatOf(repeat: Repeat, options: WriteOptions): Repeat {
  return options.dryRun === true ? 'read' : repeat
}

function nothingOf(answer: Answer<string>): Answer<null> {
  return answer.ok ? done(null) : answer
}
