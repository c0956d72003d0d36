import { conflict, invalid, wrongUid } from '../../store/errors.ts'
import { dig, digNumber, digText, isRecord } from '../../store/json.ts'
import { selectorText } from '../../store/selectors.ts'
import type { KubeObject, Resource } from '../../store/types.ts'
import { readBody } from '../body.ts'
import { type Call, isDryRun, nameOf } from '../call.ts'
import { readPatch } from '../patch.ts'
import { existing } from '../read.ts'
import { sendJson } from '../reply.ts'

/** GET of a workload's scale. */
export const getScale = (call: Call): void => sendJson(call.response, 200, scaleOf(existing(call)))

/** PUT or PATCH of a workload's scale: changes its replicas and nothing else. */
export async function writeScale(call: Call): Promise<void> {
  const { api, resource } = call
  const patch = call.verb === 'patch' ? await readPatch(call) : undefined
  const body = patch === undefined ? await readBody(call.request) : undefined
  const current = existing(call)
  const wanted = patch === undefined ? body : patch.change(scaleOf(current))
  const replicas = digNumber(wanted, 'spec', 'replicas') ?? 0
  const { uid, resourceVersion } = current.metadata
  const askedUid = digText(wanted, 'metadata', 'uid') ?? ''
  const asked = digText(wanted, 'metadata', 'resourceVersion') ?? ''
  if (askedUid !== '' && askedUid !== uid) throw wrongUid(resource, nameOf(call), askedUid, uid)
  if (asked !== '' && asked !== resourceVersion) throw conflict(resource, nameOf(call))
  if (replicas < 0) throw negative(call, replicas)
  if (isRecord(current.spec)) current.spec['replicas'] = replicas
  const stored = api.store.update(resource, current, { dryRun: isDryRun(call) })
  sendJson(call.response, 200, scaleOf(stored))
}

function scaleOf({ metadata, spec, status }: KubeObject): unknown {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = metadata
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
    spec: { replicas: digNumber(spec, 'replicas') ?? 0 },
    status: {
      replicas: digNumber(status, 'replicas') ?? 0,
      selector: selectorText(dig(spec, 'selector')),
    },
  }
}

function negative(call: Call, replicas: number): Error {
  const scale: Resource = { ...call.resource, group: 'autoscaling', kind: 'Scale' }
  const message = `Invalid value: ${replicas}: must be greater than or equal to 0`
  return invalid(scale, nameOf(call), [{ reason: 'FieldValueInvalid', message, field: 'spec.replicas' }])
}
