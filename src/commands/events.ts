import { z } from 'zod'
import type { Target } from '../bot/command.ts'
import { defineRead } from '../bot/define.ts'
import { groupEvents } from '../bot/health/events.ts'
import { clusterProblem, sentence } from '../bot/problem.ts'
import type { ApiKind, ObjectRef } from '../core/kube.ts'
import { done, failed } from '../core/outcome.ts'
import { eventsView } from '../views/events.ts'
import { durationArg, namespaceArg, switchArg } from './args.ts'
import { aimAtOne } from './target.ts'

/** More than a namespace says in the hour that a cluster remembers. */
const mostEvents = 5_000

interface EventsAim extends Target {
  readonly events: ApiKind
  readonly about: ObjectRef | null
  readonly since?: number | undefined
  readonly where: string
}

/** What the cluster has said lately, the same things counted together. */
export const events = defineRead({
  name: 'events',
  summary: 'Show what the cluster said lately, counted by reason and object',
  usage: 'events [TYPE/NAME] [-n NAMESPACE | -A] [--since 30m]',
  examples: ['events', 'events deploy/api --since 30m', 'events -n shop | grep Warning'],
  details: 'Newest last. A cluster usually remembers its events for one hour.',
  flags: ['namespace', 'all-namespaces', 'since'],
  words: ['...target'],
  permission: 'objects:read',
  risk: 'read',
  args: z.object({
    target: z.array(z.string()).default([]),
    namespace: namespaceArg,
    allNamespaces: switchArg,
    since: durationArg,
  }),
  target({ target, namespace, allNamespaces, since }, surroundings) {
    if (namespace !== undefined && allNamespaces)
      return failed('You named a namespace (-n) and all of them (-A). Keep one.')
    if (target.length > 0 && allNamespaces)
      return failed('An object lives in one namespace: use -n instead of -A.')
    const kind = surroundings.kinds.find(({ group, plural }) => group === '' && plural === 'events')
    if (!kind) return failed('This cluster offers no events.')
    const about = target.length > 0 ? aimAtOne({ target, namespace }, surroundings) : null
    if (about && !about.ok) return about
    const within = about
      ? about.value.namespace
      : allNamespaces
        ? null
        : (namespace ?? surroundings.namespace)
    return done<EventsAim>({
      events: kind,
      about: about ? about.value.ref : null,
      namespace: within,
      since,
      where: within === null ? surroundings.cluster : `${surroundings.cluster}/${within}`,
    })
  },
  async read({ events: kind, about, namespace, since }, { session, cluster, services }) {
    const listed = await session.list(kind, {
      namespace,
      limit: mostEvents,
      ...(about
        ? { fieldSelector: `involvedObject.kind=${about.kind},involvedObject.name=${about.name}` }
        : {}),
    })
    if (!listed.ok) return clusterProblem(cluster.name, listed.failure)
    if (listed.value.length >= mostEvents) {
      return sentence(`There are more than ${mostEvents} events: narrow it with -n or name an object.`)
    }
    const now = services.clock.now()
    const groups = groupEvents(listed.value).filter(({ last }) => since === undefined || now - last <= since)
    return done({ groups, now })
  },
  view: (found, aim) => eventsView(found, aim),
})
