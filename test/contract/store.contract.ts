import { describe, onTestFinished } from 'vitest'
import type { Store } from '../../src/bot/store.ts'
import { approvalsContract } from './store/approvals.ts'
import { auditContract } from './store/audit.ts'
import { outboxContract } from './store/outbox.ts'
import { transactionsContract } from './store/transactions.ts'

/** What every Store promises, whatever the database. `open` gives an empty one. */
export function storeContract(name: string, open: () => Promise<Store>): void {
  const fresh: Fresh = async () => {
    const store = await open()
    onTestFinished(() => store.close())
    return store
  }
  describe(`the store on ${name}`, () => {
    approvalsContract(fresh)
    outboxContract(fresh)
    auditContract(fresh)
    transactionsContract(fresh)
  })
}

export type Fresh = () => Promise<Store>
