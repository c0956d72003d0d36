import { sql, type Kysely } from 'kysely'
import { Migrator, type Migration } from 'kysely/migration'
import { first } from './migrations/001-first.ts'
import type { Tables } from './tables.ts'

const migrations: Readonly<Record<string, Migration>> = {
  '001-first': first,
}

/** Brings the database to this version's shape, or throws a sentence when it is from a newer one. */
export async function migrate(db: Kysely<Tables>, name: string): Promise<void> {
  const unknown = (await applied(db)).filter((migration) => !(migration in migrations))
  if (unknown.length > 0)
    throw new Error(
      `The database ${name} was written by a newer version of Roundsman (it has ${unknown.join(', ')}, which this ` +
        'version does not know). Start that version again, or restore a backup from before the upgrade.',
    )
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...migrations }) } })
  const { error } = await migrator.migrateToLatest()
  if (error !== undefined)
    throw new Error(`The database ${name} could not be brought up to date.`, { cause: error })
}

async function applied(db: Kysely<Tables>): Promise<readonly string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true })
  if (!tables.some((table) => table.name === 'kysely_migration')) return []
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db)
  return rows.map((row) => row.name)
}
