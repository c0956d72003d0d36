import type { View } from '../bot/view.ts'
import type { Place } from '../core/access.ts'
import type { KubernetesIdentity } from '../core/identity.ts'
import type { Fence } from '../core/policy.ts'
import { context, section } from './blocks.ts'
import { code, join, md, mention, type Mrkdwn, plain } from './text.ts'

export interface ClusterAccess {
  readonly cluster: string
  readonly identity: KubernetesIdentity
  readonly roles: readonly { readonly role: string; readonly namespaces: readonly string[] }[]
}

interface Found {
  readonly slack: string
  readonly foundBy: readonly string[]
  readonly access: readonly ClusterAccess[]
  readonly fence: Fence | undefined
  readonly place: Place
}

/** Who somebody is, cluster by cluster; then what this place reaches. */
export function whoamiView({ slack, foundBy, access, fence, place }: Found): View {
  const users = [...new Set(access.map(({ identity }) => identity.user))]
  const head = users.length === 0 ? 'You have no role on any cluster' : `You are ${users.join(' and ')}`
  return {
    text: plain(head),
    blocks: [
      section(md`${mention(slack)}: ${head}`),
      ...access.map((one) => section(accessText(one))),
      section(fence ? reach(fence, place) : unbound(place)),
      context(md`found by ${foundBy.join(', ')} · Slack id ${code(slack)}`),
    ],
  }
}

function accessText({ cluster, identity, roles }: ClusterAccess): Mrkdwn {
  const groups = identity.groups.map(code)
  return join(
    [
      md`*${cluster}*: as ${code(identity.user)}${groups.length > 0 ? md`, groups ${join(groups, ', ')}` : ''}`,
      ...roles.map(({ role, namespaces }) => md`• ${code(role)} in ${where(namespaces)}`),
    ],
    '\n',
  )
}

function reach({ clusters, namespaces, ceiling }: Fence, place: Place): Mrkdwn {
  return md`${here(place)} reaches ${join(clusters.map(code), ', ')}, ${where(namespaces)}, up to ${code(ceiling)}.`
}

function unbound(place: Place): Mrkdwn {
  return md`${here(place)} is bound to no cluster: only ${code('help')} and ${code('whoami')} work here.`
}

function here({ direct }: Place): string {
  return direct ? 'This direct message' : 'This channel'
}

function where(namespaces: readonly string[]): Mrkdwn {
  if (namespaces.includes('*')) return md`all namespaces`
  return md`${namespaces.length === 1 ? 'namespace' : 'namespaces'} ${join(namespaces.map(code), ', ')}`
}
