// Is every row of every file in a folder accounted for?
import { existsSync, readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { readReport } from './read-command.ts'
import type { AuthorityNames, ReadCounts, ReadOutcome } from './read-types.ts'

/** What became of one file. */
export interface FileAccount {
  file: string
  outcome: ReadOutcome
  code: string
  counts: ReadCounts
  milliseconds: number
}

/** Whether read = good + bad + ignored + blank. */
export function isClosed({ counts }: FileAccount): boolean {
  return counts.read === counts.good + counts.bad + counts.ignored + counts.blank
}

/** Reads every file below `folder` one after the other. `now` gives milliseconds. */
export async function* fileAccounts(
  folder: string,
  authorities: readonly AuthorityNames[],
  now: () => number,
): AsyncGenerator<FileAccount> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
  const files = names.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  for (const file of files.sort()) {
    const started = now()
    const report = await readReport(file, {}, { authorities, write: () => {} })
    yield {
      file: relative(folder, file),
      outcome: report.outcome,
      code: report.code ?? '',
      counts: report.counts,
      milliseconds: now() - started,
    }
  }
}

/** Prints one line a file (outcome, code, rows, milliseconds) and the sums; gives the number of open accounts. */
export async function accountsCommand(
  folders: readonly string[],
  authorities: readonly AuthorityNames[],
  now: () => number,
  write: (text: string) => void,
): Promise<number> {
  write(tableLine(['file', 'outcome', 'code', 'read', 'good', 'bad', 'ignored', 'blank', 'ms']))
  let files = 0
  let open = 0
  let slowest = 0
  for (const folder of folders.filter((path) => existsSync(path))) {
    for await (const account of fileAccounts(folder, authorities, now)) {
      const { file, outcome, code, counts, milliseconds } = account
      const numbers = [
        counts.read,
        counts.good,
        counts.bad,
        counts.ignored,
        counts.blank,
        Math.round(milliseconds),
      ]
      write(tableLine([file, outcome, code, ...numbers.map(String)]))
      files += 1
      if (!isClosed(account)) open += 1
      slowest = Math.max(slowest, milliseconds)
    }
  }
  write(`${files} files, ${open} with rows unaccounted for, slowest ${Math.round(slowest)} ms\n`)
  return open
}

const WIDTHS = [70, 25, 25, 8, 8, 8, 8, 8, 8]

function tableLine(cells: readonly string[]): string {
  return `${cells.map((cell, at) => (at < 3 ? cell.padEnd(WIDTHS[at] ?? 0) : cell.padStart(WIDTHS[at] ?? 0))).join(' ')}\n`
}
