import { closeSync, existsSync, openSync } from 'node:fs'
import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { SqliteAdapter, SqliteDialect, type Dialect, type SqliteDatabase } from 'kysely'

interface SqliteOptions {
  readonly file: string
  readonly busyMs: number
  readonly maxPages: number | undefined
}

/** SQLite through Node's own driver, set up so that what is committed survives a power cut. */
export function sqliteDialect(options: SqliteOptions): Dialect {
  const inner = new SqliteDialect({ database: async () => adapt(open(options)) })
  return {
    createDriver: () => inner.createDriver(),
    createQueryCompiler: () => inner.createQueryCompiler(),
    createIntrospector: (db) => inner.createIntrospector(db),
    // SQLite does roll back `create table`: a migration that dies halfway leaves nothing behind.
    createAdapter: () =>
      Object.defineProperty(new SqliteAdapter(), 'supportsTransactionalDdl', { value: true }),
  }
}

function open({ file, busyMs, maxPages }: SqliteOptions): DatabaseSync {
  // Who asked for what is nobody else's business. SQLite gives its log the same permissions.
  if (file !== ':memory:' && !existsSync(file)) closeSync(openSync(file, 'a', 0o600))
  const database = new DatabaseSync(file, { timeout: busyMs, enableForeignKeyConstraints: true })
  try {
    database.exec('pragma journal_mode = wal')
    database.exec('pragma synchronous = full')
    if (maxPages !== undefined) database.exec(`pragma max_page_count = ${maxPages}`)
  } catch (error) {
    database.close()
    throw error
  }
  return database
}

function adapt(database: DatabaseSync): SqliteDatabase {
  return {
    close: () => database.close(),
    prepare(text) {
      // A full disk makes SQLite roll back by itself; the rollback that follows must not hide that error.
      if (text === 'rollback' && !database.isTransaction) return nothing
      const statement = database.prepare(text === 'begin' ? beginning : text)
      return {
        reader: statement.columns().length > 0,
        all: (parameters) => statement.all(...parameters.map(bindable)),
        run: (parameters) => statement.run(...parameters.map(bindable)),
        iterate: (parameters) => statement.iterate(...parameters.map(bindable)),
      }
    },
  }
}

/** Takes the write lock at once: a transaction that reads first could not wait for another process's write. */
const beginning = 'begin immediate'

const nothing: ReturnType<SqliteDatabase['prepare']> = {
  reader: false,
  all: () => [],
  run: () => ({ changes: 0, lastInsertRowid: 0 }),
  iterate: () => [].values(),
}

function bindable(value: unknown): SQLInputValue {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint')
    return value
  throw new TypeError(`A ${typeof value} cannot be stored in a column`)
}
