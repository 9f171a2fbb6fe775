// Which authorities does the project bring along, and by what names are they known?
import { readCsv } from '../lib/csv.ts'
import { type AuthorityNames, namesOf } from './authority-names.ts'
import { type NewAuthority, newAuthority } from './authority-schemas.ts'

/** The authorities of `fixtures/authorities.csv`. @throws Error naming the row that cannot be read. */
export function readAuthorityFile(csv: string): NewAuthority[] {
  return readCsv(csv).map((row, at) => {
    const read = newAuthority.safeParse(fromFile(row))
    if (!read.success)
      throw new Error(`fixtures/authorities.csv, row ${at + 1}: ${read.error.issues[0]?.message}`)
    return read.data
  })
}

/** Their names as a return may use them. */
export function namesInFile(csv: string): AuthorityNames[] {
  return readAuthorityFile(csv).map(namesOf)
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
