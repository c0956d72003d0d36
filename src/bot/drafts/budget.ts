import { z } from 'zod'
import { counted } from './names.ts'
import type { Neighbours } from './neighbours.ts'
import { selects, Selector } from './selects.ts'

const Budget = z.looseObject({
  metadata: z.looseObject({ name: z.string() }),
  spec: z.looseObject({ selector: Selector.optional() }),
  status: z.looseObject({ disruptionsAllowed: z.int().default(0) }).prefault({}),
})

interface Finding {
  readonly effects: readonly string[]
  readonly warnings: readonly string[]
}

/** What the PodDisruptionBudgets over these pods allow now, beside a write that does not ask them. */
export function budgetFinding(
  labels: Readonly<Record<string, string>>,
  budgets: Neighbours,
  write: 'a delete' | 'scaling down',
): Finding {
  if (budgets === null) {
    const message =
      'PDB not checked: you may not list PodDisruptionBudgets here, or the cluster did not answer.'
    return { effects: [], warnings: [message] }
  }
  const covering = budgets
    .map((object) => Budget.safeParse(object))
    .flatMap(({ data }) => (data?.spec.selector && selects(data.spec.selector, labels) ? [data] : []))
  const said = covering.map(({ metadata, status }) => ({
    allowed: status.disruptionsAllowed,
    text: `PDB ${metadata.name} allows ${counted(status.disruptionsAllowed, 'disruption')} now; ${write} does not ask it.`,
  }))
  return {
    effects: said.filter(({ allowed }) => allowed > 0).map(({ text }) => text),
    warnings: said.filter(({ allowed }) => allowed <= 0).map(({ text }) => text),
  }
}
