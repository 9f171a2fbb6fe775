// By which rules does this program read returns?
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** Everything that takes part in reading a row, besides the packages named in `package.json`. */
const SOURCES = ['returns/checks', 'returns/mapping', 'returns/reading', 'returns/values', 'lib']
const FILES = [
  '../package.json',
  'returns/carry-rows.ts',
  'returns/encode-rows.ts',
  'returns/issue-catalogue.ts',
  'returns/issue-kinds.ts',
  'returns/issues.ts',
  'returns/lay-corrections.ts',
  'returns/open-table.ts',
  'returns/read-return.ts',
  'returns/row-issue-catalogue.ts',
  'returns/row-prints.ts',
  'suppliers/edit-distance.ts',
  'suppliers/redaction.ts',
]

/**
 * One hash of the sources of the rules: it differs as soon as any of them does, so that no row is taken for what an older
 * program read. Some milliseconds.
 */
export function readingRules(read: (file: string) => Uint8Array = (file) => readFileSync(file)): string {
  const root = path.join(import.meta.dirname, '..')
  const listed = SOURCES.flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => path.join(folder, name)),
  )
  const hash = createHash('sha256')
  for (const name of [...listed, ...FILES].sort()) {
    hash.update(name)
    hash.update(read(path.join(root, name)))
  }
  return hash.digest('hex')
}
