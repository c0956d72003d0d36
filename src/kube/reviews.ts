import { z } from 'zod'
import type { Session } from '../bot/cluster.ts'
import { mapped, readAs } from './answers.ts'
import type { Ask } from './reads.ts'

const Review = z.looseObject({ status: z.looseObject({ allowed: z.boolean() }) })

/** Asks the cluster whether the person may; a question, though it is POSTed. */
export function canWith(ask: Ask): Session['can'] {
  return async (verb, kind, at) => {
    const resourceAttributes = {
      verb,
      group: kind.group,
      version: kind.version,
      resource: kind.plural,
      ...(at.namespace !== null && { namespace: at.namespace }),
      ...(at.name !== undefined && { name: at.name }),
      ...(at.subresource !== undefined && { subresource: at.subresource }),
    }
    const answer = await ask({
      verb: 'can',
      method: 'POST',
      path: '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
      contentType: 'application/json',
      body: {
        apiVersion: 'authorization.k8s.io/v1',
        kind: 'SelfSubjectAccessReview',
        spec: { resourceAttributes },
      },
      repeat: 'read',
    })
    return mapped(readAs(answer, Review), ({ status }) => status.allowed)
  }
}
