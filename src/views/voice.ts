import type { Voice } from '../bot/voice.ts'
import { card } from './voice/card.ts'
import { denied } from './voice/denied.ts'
import { denyForm } from './voice/forms.ts'
import { decided, outcome, reminder } from './voice/outcome.ts'
import { page, view } from './voice/page.ts'
import { problem } from './voice/problem.ts'
import { broken, sentence } from './voice/sentence.ts'

/** The bot's own voice in Block Kit. `slash` is the command's name, for what to type. */
export function createVoice({ slash }: { readonly slash: string }): Voice {
  return {
    sentence,
    broken,
    problem,
    view,
    page,
    reminder,
    decided,
    denyForm,
    denied: (denial, requestId) => denied(denial, requestId, slash),
    card: (state) => card(state, slash),
    outcome: (approval, run) => outcome(approval, run, slash),
  }
}
