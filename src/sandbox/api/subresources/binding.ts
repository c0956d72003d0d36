import { conflict } from '../../store/errors.ts'
import { digText, isRecord } from '../../store/json.ts'
import { readRecord } from '../body.ts'
import { type Call, isDryRun, nameOf } from '../call.ts'
import { existing } from '../read.ts'
import { sendJson, success } from '../reply.ts'

/** POST of a binding: what a scheduler does to put a pod on a node. */
export async function bind(call: Call): Promise<void> {
  const target = digText(await readRecord(call.request), 'target', 'name')
  const pod = existing(call)
  const node = digText(pod.spec, 'nodeName')
  if (node !== undefined) {
    const why = `pod ${nameOf(call)} is already assigned to node "${node}"`
    throw conflict({ group: '', plural: 'pods/binding' }, nameOf(call), why)
  }
  if (isRecord(pod.spec)) pod.spec['nodeName'] = target
  call.api.store.update(call.resource, pod, { dryRun: isDryRun(call) })
  sendJson(call.response, 201, success({ code: 201 }))
}
