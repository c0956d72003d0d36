import type { Command } from '../bot/command.ts'
import { approve } from './approve.ts'
import { auditVerify } from './audit-verify.ts'
import { audit } from './audit.ts'
import { deletePod } from './delete-pod.ts'
import { deny } from './deny.ts'
import { get } from './get.ts'
import { requests } from './requests.ts'
import { rolloutRestart } from './rollout-restart.ts'
import { rolloutUndo } from './rollout-undo.ts'
import { scale } from './scale.ts'
import { setImage } from './set-image.ts'

/** Every command there is; help, the parser and the catalogue read this list. */
export const commands: readonly Command[] = [
  get,
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
]
