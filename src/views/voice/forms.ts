import type { ModalView } from '@slack/types'
import { input, plainText } from '../blocks.ts'

/** Asks why, because a Deny without a reason helps nobody. */
export function denyForm(approvalId: string): ModalView {
  return {
    type: 'modal',
    callback_id: 'rm:deny',
    private_metadata: approvalId,
    title: plainText(`Deny ${approvalId}`),
    submit: plainText('Deny'),
    close: plainText('Back'),
    blocks: [
      input({ block: 'reason', action: 'reason', label: 'Why not?', multiline: true, maxLength: 1_000 }),
    ],
  }
}

/** Asks for what `scale` was not told. */
export function scaleForm(): ModalView {
  return {
    type: 'modal',
    title: plainText('Scale'),
    submit: plainText('Plan it'),
    close: plainText('Cancel'),
    blocks: [
      input({
        block: 'replicas',
        action: 'replicas',
        label: 'How many replicas?',
        hint: 'A whole number from 0',
        maxLength: 4,
      }),
      input({ block: 'reason', action: 'reason', label: 'Why?', optional: true, maxLength: 500 }),
    ],
  }
}
