import { noRoute, wrongMethod } from '../../store/errors.ts'
import type { Call } from '../call.ts'
import { existing, sendObject } from '../read.ts'
import { bind } from './binding.ts'
import { evict } from './eviction.ts'
import { finalize } from './finalize.ts'
import { sendLog } from './log.ts'
import { getScale, writeScale } from './scale.ts'
import { writeStatus } from './status.ts'

/** Serves what lies below an object: its status, scale, log and so on. */
export async function serveSubresource(call: Call): Promise<void> {
  const { verb } = call
  const subresource = call.resource.subresources.find((one) => one === call.subresource)
  switch (subresource) {
    case 'status':
      if (verb === 'get') return sendObject(call, 200, existing(call))
      if (verb === 'update' || verb === 'patch') return writeStatus(call)
      throw wrongMethod()
    case 'scale':
      if (verb === 'get') return getScale(call)
      if (verb === 'update' || verb === 'patch') return writeScale(call)
      throw wrongMethod()
    case 'log':
      if (verb === 'get') return sendLog(call)
      throw wrongMethod()
    case 'eviction':
      if (verb === 'create') return evict(call)
      throw wrongMethod()
    case 'binding':
      if (verb === 'create') return bind(call)
      throw wrongMethod()
    case 'finalize':
      if (verb === 'update') return finalize(call)
      throw wrongMethod()
    case undefined:
      throw noRoute()
  }
}
