// How does an authority come into the register?
import { appendAudit } from '../audit/audit-queries.ts'
import type { Db } from '../db/client.ts'
import { readCsv } from '../lib/csv.ts'
import { findAuthority, insertAuthority } from './authority-queries.ts'
import { type NewAuthority, newAuthority } from './authority-schemas.ts'

export type AddAuthorityOutcome = { added: true } | { added: false; reason: string }

/** Adds one authority, or says which of its codes another has. Safe to call again: the second answer is a refusal. */
export function addAuthority(db: Db, authority: NewAuthority, actor: string): Promise<AddAuthorityOutcome> {
  return db.transaction(async (tx) => {
    if (!(await insertAuthority(tx, authority))) {
      const same = await findAuthority(tx, authority.slug)
      const what = same
        ? `the slug ${authority.slug}`
        : `the code ${authority.gssCode} or ${authority.laCode}`
      return { added: false, reason: `There is an authority with ${what} already.` }
    }
    await appendAudit(tx, {
      actor,
      action: 'authority.added',
      subjectKind: 'authority',
      subjectId: authority.slug,
      after: authority,
    })
    return { added: true }
  })
}

/** Adds those of the file's authorities that are not there yet; how many. @throws Error naming the row that cannot be read. */
export async function seedAuthorities(db: Db, csv: string): Promise<number> {
  let added = 0
  for (const [at, row] of readCsv(csv).entries()) {
    const read = newAuthority.safeParse(fromFile(row))
    if (!read.success)
      throw new Error(`fixtures/authorities.csv, row ${at + 1}: ${read.error.issues[0]?.message}`)
    if (await insertAuthority(db, read.data)) added += 1
  }
  return added
}

function fromFile(row: Record<string, string>) {
  return {
    slug: row.slug,
    name: row.name,
    officialName: row.official_name,
    gssCode: row.gss_code,
    laCode: row.la_code || null,
    onsCode: row.ons_code || null,
    inLondon: true,
    aliases: row.aliases,
    neighbours: row.neighbours,
    population: row.population,
    tileColumn: row.tile_column,
    tileRow: row.tile_row,
  }
}
