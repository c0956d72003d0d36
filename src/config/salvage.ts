import { z } from 'zod'
import type { PolicyProblem } from '../core/policy-check.ts'
import { Policy } from '../core/policy.ts'

export interface Salvaged {
  /** Every entry at its own place; the unreadable ones empty. For checks only, never to decide by. */
  readonly policy: Policy
  /** Whether a problem is there by itself, and does not follow from what could not be read. */
  isReal(problem: PolicyProblem): boolean
}

/** What can be read of a policy with mistakes, so that names that lead nowhere are told together with them. */
export function salvage(written: unknown): Salvaged {
  const parts = Mapping.catch({}).parse(written)
  const people = readEach(shape.people.element, parts['people'], nobody)
  const grants = readEach(shape.grants.element, parts['grants'], noGrant)
  const approvals = readEach(shape.approvals.unwrap().element, parts['approvals'] ?? [], noRule)
  const roles = Mapping.safeParse(parts['roles'])
  const broken = { people, grants, approvals }
  return {
    policy: {
      teams: [],
      people: people.entries,
      roles: roles.success ? rolesOf(roles.data) : {},
      grants: grants.entries,
      channels: channelsOf(Mapping.catch({}).parse(parts['channels'])),
      direct: shape.direct.catch(undefined).parse(parts['direct']),
      approvals: approvals.entries,
      confirmExpires: shape.confirmExpires.catch('5m').parse(parts['confirmExpires']),
    },
    isReal: ({ path }) => {
      const [section, index] = path
      const last = path.at(-1)
      if (
        (section === 'people' || section === 'grants' || section === 'approvals') &&
        typeof index === 'number'
      )
        if (broken[section].unread.has(index)) return false
      if (last === 'role' || last === 'extends') return roles.success
      return path.at(-2) !== 'groups' || people.unread.size === 0
    },
  }
}

const { shape } = Policy
const Mapping = z.record(z.string(), z.unknown())

interface Entries<Entry> {
  readonly entries: Entry[]
  /** Which of them could not be read; -1 for the list itself. */
  readonly unread: ReadonlySet<number>
}

function readEach<Entry>(
  schema: z.ZodType<Entry>,
  written: unknown,
  empty: (index: number) => Entry,
): Entries<Entry> {
  if (!Array.isArray(written)) return { entries: [], unread: new Set([-1]) }
  const read = written.map((entry) => schema.safeParse(entry))
  return {
    entries: read.map((result, index) => (result.success ? result.data : empty(index))),
    unread: new Set(read.flatMap((result, index) => (result.success ? [] : [index]))),
  }
}

function nobody(index: number): Policy['people'][number] {
  return { email: `unread-${index}`, kubernetes: { groups: [] }, clusters: {} }
}

function noGrant(): Policy['grants'][number] {
  return { role: '', groups: [], people: [], clusters: [], namespaces: [] }
}

function noRule(index: number): Policy['approvals'][number] {
  const nothing = { groups: [], people: [], usergroups: [] }
  const match = { clusters: [], namespaces: [], risks: [] }
  return {
    id: `unread-${index}`,
    match,
    votes: 1,
    from: nothing,
    allowSelf: false,
    expires: '15m',
    reason: 'optional',
  }
}

/** A role with a mistake is still a role that others may name. */
function rolesOf(written: Readonly<Record<string, unknown>>): Policy['roles'] {
  return Object.fromEntries(
    Object.entries(written).map(([name, role]) => {
      const read = shape.roles.valueType.safeParse(role)
      return [name, read.success ? read.data : { ...Extending.parse(role), permissions: [], limits: {} }]
    }),
  )
}

const Extending = z.object({ extends: z.string().optional().catch(undefined) }).catch({})

function channelsOf(written: Readonly<Record<string, unknown>>): Policy['channels'] {
  return Object.fromEntries(
    Object.entries(written).flatMap(([id, channel]) => {
      const read = shape.channels.valueType.safeParse(channel)
      return read.success ? [[id, read.data] as const] : []
    }),
  )
}
