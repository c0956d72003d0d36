import { ApiError } from '../../store/errors.ts'
import { digText, isRecord, type Json, sameJson } from '../../store/json.ts'
import { toTime } from '../../store/time.ts'
import { clashes, type Fields, fieldsOf, pathOf, prune } from './fields.ts'
import { strategicMerge } from './strategic.ts'

export interface Applier {
  readonly manager: string
  readonly force: boolean
  readonly now: number
  /** Set when the apply went to a subresource. */
  readonly subresource?: string | undefined
}

/**
 * Server-side apply without schemas: merges what the manager wants, removes what it no longer wants, and
 * refuses to change a field that another applier owns. Only appliers own fields here; plain updates do not.
 */
export function serverSideApply(live: Json | undefined, wanted: Json, by: Applier): Json {
  const entries = managedFields(live)
  const mine = entries.find((entry) => isMine(entry, by))
  const others = entries.filter((entry) => entry !== mine)
  const owned = ownedFields(wanted)
  const base = structuredClone(live ?? {})
  const conflicts = others.flatMap((entry) =>
    clashes(owned, fieldsIn(entry), { applied: wanted, live: base }).map((field) => ({ entry, field })),
  )
  if (conflicts.length > 0 && !by.force) throw applyConflict(conflicts)
  const lost = new Set(conflicts.map(({ field }) => field))
  const remaining = others.map((entry) => ({ ...entry, fieldsV1: without(fieldsIn(entry), lost) }))
  if (mine !== undefined) prune(base, fieldsIn(mine), owned, remaining.map(fieldsIn))
  const merged = strategicMerge(base, withoutManagedFields(wanted))
  const result: Json = isRecord(merged) ? merged : {}
  const entry = {
    manager: by.manager,
    operation: 'Apply',
    apiVersion: wanted['apiVersion'],
    time: sameJson(mine?.['fieldsV1'], owned) ? mine?.['time'] : toTime(by.now),
    fieldsType: 'FieldsV1',
    fieldsV1: owned,
    ...(by.subresource === undefined ? {} : { subresource: by.subresource }),
  }
  const kept = remaining.filter(({ fieldsV1 }) => Object.keys(fieldsV1).length > 0)
  const metadata = isRecord(result['metadata']) ? result['metadata'] : {}
  return { ...result, metadata: { ...metadata, managedFields: [...kept, entry] } }
}

const managedFields = (live: Json | undefined): Json[] => {
  const metadata = live?.['metadata']
  const entries = isRecord(metadata) ? metadata['managedFields'] : undefined
  return Array.isArray(entries) ? entries.filter(isRecord) : []
}

const isMine = (entry: Json, { manager, subresource }: Applier): boolean =>
  entry['manager'] === manager && entry['operation'] === 'Apply' && entry['subresource'] === subresource

function ownedFields(wanted: Json): Fields {
  const { apiVersion: _version, kind: _kind, metadata, ...rest } = wanted
  const {
    name: _name,
    namespace: _namespace,
    managedFields: _fields,
    ...meta
  } = isRecord(metadata) ? metadata : {}
  for (const field of ['uid', 'resourceVersion', 'creationTimestamp', 'generation']) delete meta[field]
  return fieldsOf({ ...(Object.keys(meta).length === 0 ? {} : { metadata: meta }), ...rest })
}

function fieldsIn(entry: Json): Fields {
  const fields = entry['fieldsV1']
  return isFields(fields) ? fields : {}
}

const isFields = (value: unknown): value is Fields => isRecord(value) && Object.values(value).every(isFields)

function withoutManagedFields(wanted: Json): Json {
  const { managedFields: _, ...metadata } = isRecord(wanted['metadata']) ? wanted['metadata'] : {}
  return { ...wanted, metadata }
}

/** Forcing takes fields away from those who owned them. */
function without(fields: Fields, lost: ReadonlySet<string>, at = ''): Fields {
  const entries = Object.entries(fields).flatMap(([key, inner]): [string, Fields][] => {
    if (key === '.') return [[key, inner]]
    const path = `${at}${pathOf(key)}`
    if (lost.has(path)) return []
    const left = without(inner, lost, path)
    const emptied = Object.keys(inner).length > 0 && Object.keys(left).length === 0
    return emptied ? [] : [[key, left]]
  })
  return Object.fromEntries(entries)
}

function applyConflict(conflicts: readonly { entry: Json; field: string }[]): ApiError {
  const managers = Map.groupBy(conflicts, ({ entry }) => `"${digText(entry, 'manager') ?? ''}"`)
  const [first] = conflicts
  const told =
    conflicts.length === 1
      ? `1 conflict: conflict with ${[...managers.keys()][0]}: ${first?.field}`
      : `${conflicts.length} conflicts: ${[...managers].map(([manager, theirs]) => `conflicts with ${manager}:\n${theirs.map(({ field }) => `- ${field}`).join('\n')}`).join('\n')}`
  return new ApiError(409, 'Conflict', `Apply failed with ${told}`, {
    causes: conflicts.map(({ entry, field }) => ({
      reason: 'FieldManagerConflict',
      message: `conflict with "${digText(entry, 'manager') ?? ''}"`,
      field,
    })),
  })
}
