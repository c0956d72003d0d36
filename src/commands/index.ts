import type { Command } from '../bot/command.ts'
import { approve } from './approve.ts'
import { auditVerify } from './audit-verify.ts'
import { audit } from './audit.ts'
import { clusters } from './clusters.ts'
import { configSources } from './config-sources.ts'
import { deletePod } from './delete-pod.ts'
import { deny } from './deny.ts'
import { describe } from './describe.ts'
import { events } from './events.ts'
import { get } from './get.ts'
import { help } from './help.ts'
import { logs } from './logs.ts'
import { requests } from './requests.ts'
import { rolloutHistory } from './rollout-history.ts'
import { rolloutRestart } from './rollout-restart.ts'
import { rolloutStatus } from './rollout-status.ts'
import { rolloutUndo } from './rollout-undo.ts'
import { scale } from './scale.ts'
import { setImage } from './set-image.ts'
import { whoami } from './whoami.ts'

/** Every command there is; help, the parser and the catalogue read this list. */
export const commands: readonly Command[] = [
  help,
  whoami,
  clusters,
  get,
  describe,
  logs,
  events,
  rolloutStatus,
  rolloutHistory,
  scale,
  setImage,
  rolloutRestart,
  rolloutUndo,
  deletePod,
  requests,
  approve,
  deny,
  audit,
  auditVerify,
  configSources,
]
