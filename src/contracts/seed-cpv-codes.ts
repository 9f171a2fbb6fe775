// What do the codes of the Common Procurement Vocabulary stand for?
import type { Db } from '../db/client.ts'
import { readCsv } from '../lib/csv.ts'
import { upsertCpvCodes } from './cpv-code-queries.ts'

/** Brings the list in: columns `code`, with or without its check digit, and `label`. Safe to repeat and by many at once. */
export async function seedCpvCodes(db: Db, csv: string): Promise<void> {
  const codes = readCsv(csv).map(({ code = '', label = '' }) => ({
    code: code.slice(0, 8),
    label: label.trim(),
  }))
  await upsertCpvCodes(db, codes)
}
