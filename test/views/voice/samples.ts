import type { Card } from '../../../src/bot/voice.ts'
import type { Approval, OperationRun } from '../../../src/core/approval.ts'
import type { Message } from '../../../src/bot/message.ts'
import { createVoice } from '../../../src/views/voice.ts'
import { approval } from '../../support/approval.ts'

export const voice = createVoice({ slash: '/k8s' })

export const start = Date.UTC(2026, 10, 22, 14, 17)

export function card(more: Partial<Approval> = {}, rest: Partial<Omit<Card, 'approval'>> = {}): Card {
  return {
    approval: approval({ createdAt: start, expiresAt: start + 900_000, ...more }),
    run: undefined,
    progress: null,
    approvers: { people: ['U1ADA'], usergroups: ['S1LEADS'] },
    note: null,
    now: start + 60_000,
    ...rest,
  }
}

export function approved(): Partial<Approval> {
  const by = { team: 'T01TEST', user: 'U1ADA' }
  return {
    state: 'approved',
    decidedAt: start + 240_000,
    votes: [{ by, verdict: 'approve', reason: null, at: start + 240_000 }],
  }
}

export function run(more: Partial<OperationRun> = {}): OperationRun {
  return {
    id: 'op-1',
    approvalId: 'REQ-7F3K',
    state: 'applied',
    queuedAt: start + 240_000,
    startedAt: start + 240_000,
    finishedAt: start + 348_000,
    detail: null,
    undoUntil: null,
    undoneBy: null,
    rollout: null,
    ...more,
  }
}

/** What a person sees, block by block: buttons as [text → action value]. */
export function drawn({ blocks }: Message): string {
  return blocks.map(blockText).join('\n--\n')
}

function blockText(block: Message['blocks'][number]): string {
  if (block.type === 'header') return `# ${block.text.text}`
  if (block.type === 'context') {
    return `(${block.elements.map((element) => ('text' in element ? element.text : '')).join(' | ')})`
  }
  if (block.type === 'actions') {
    return block.elements.map((element) => (element.type === 'button' ? buttonText(element) : '?')).join(' ')
  }
  if (block.type !== 'section') return block.type
  const texts = [...(block.text ? [block.text] : []), ...(block.fields ?? [])].map(({ text }) => text)
  return [...texts, ...(block.accessory?.type === 'button' ? [buttonText(block.accessory)] : [])].join('\n')
}

function buttonText({
  text,
  action_id: action,
  value,
}: {
  text: { text: string }
  action_id?: string
  value?: string
}) {
  return `[${text.text} → ${action} ${value}]`
}
