import { AsyncLocalStorage } from 'node:async_hooks'
import type { Kysely } from 'kysely'
import type { Tables } from './tables.ts'

/** How the parts of the store reach the database: on their own, or inside of the transaction under way. */
export interface Access {
  db(): Kysely<Tables>
  /** Several statements as one: a transaction of its own, or a part of the one under way. */
  together<Value>(work: (db: Kysely<Tables>) => Promise<Value>): Promise<Value>
}

export interface Door extends Access {
  atomically<Value>(work: (inside: Access) => Promise<Value>): Promise<Value>
}

/**
 * The door to one database. There is one connection, so whoever uses the outer store inside of a transaction
 * would wait for themselves for ever: that is recognised by the call's own context and throws instead.
 */
export function createDoor(db: Kysely<Tables>): Door {
  const context = new AsyncLocalStorage<{ open: boolean }>()

  const outside = (): Kysely<Tables> => {
    // A context outlives its transaction in whatever was started there and not awaited: that may come in.
    if (context.getStore()?.open === true)
      throw new Error('Inside of a transaction use the store that `atomically` has given, not the outer one')
    return db
  }

  return {
    db: outside,
    together: async (work) =>
      await outside()
        .transaction()
        .execute(async (transaction) => await work(transaction)),
    async atomically(work) {
      return await outside()
        .transaction()
        .execute(async (transaction) => {
          const here = { open: true }
          try {
            return await context.run(here, work, {
              db: () => transaction,
              together: (part) => part(transaction),
            })
          } finally {
            here.open = false
          }
        })
    },
  }
}
