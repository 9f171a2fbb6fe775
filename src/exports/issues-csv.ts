// What is wrong with a return, as a list to work through in a spreadsheet program?
import type { Queryable } from '../db/client.ts'
import { listReturnIssues } from '../returns/return-queries.ts'
import type { ReturnDetail, ReturnIssue } from '../returns/return-schemas.ts'
import { csvFile } from './csv.ts'

const HEADINGS = ['Severity', 'Line', 'Column', 'Heading', 'As typed', 'What to do', 'Suggestion', 'Code']
const ISSUES = 1_000

/** A line an issue, in the order of the file; issues of the file as a whole first. */
export function issuesCsv(db: Queryable, detail: ReturnDetail): AsyncGenerator<string> {
  return csvFile(rows(db, detail))
}

async function* rows(db: Queryable, { id, mapping }: ReturnDetail): AsyncGenerator<string[]> {
  const headings = new Map(mapping?.map(({ column, heading }) => [column, heading]))
  yield HEADINGS
  let after: number | undefined
  for (;;) {
    const batch = await listReturnIssues(db, id, {
      limit: ISSUES,
      ...(after === undefined ? {} : { afterId: after }),
    })
    for (const issue of batch) yield line(issue, headings)
    after = batch.at(-1)?.id
    if (after === undefined || batch.length < ISSUES) return
  }
}

function line(issue: ReturnIssue, headings: Map<number, string>): string[] {
  const { severity, line: at, column, value, message, suggestion, code } = issue
  const written = (number: number | null) => (number === null ? '' : String(number))
  const heading = column === null ? '' : (headings.get(column) ?? '')
  return [severity, written(at), written(column), heading, value ?? '', message, suggestion ?? '', code]
}
