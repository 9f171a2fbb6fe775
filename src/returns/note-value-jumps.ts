// Which amounts of a return are more than ten times what is published, or less than a tenth?
import type { Tx } from '../db/client.ts'
import { formatPounds } from '../lib/money.ts'
import { rowIssue } from './issues.ts'
import { FIELDS } from './mapping/fields.ts'
import type { ReadIssue } from './read-types.ts'
import { type Jump, jumpsOf, replaceIssues } from './value-jump-queries.ts'

/** A digit too many or too few makes an amount ten times another. */
const JUMP = 10

const AMOUNTS = Object.entries(FIELDS.contracts).flatMap(([field, { type }]) =>
  type === 'money' ? field : [],
)

/**
 * Notes an issue at each row whose amount changed more than tenfold against the register, in the place of what an earlier
 * comparison noted. Reads the changes kept of the return.
 */
export async function noteValueJumps(tx: Tx, returnId: string): Promise<void> {
  const jumps = await jumpsOf(tx, returnId, AMOUNTS, JUMP)
  await replaceIssues(tx, returnId, 'value_jump', jumps.map(toIssue))
}

function toIssue({ line, data_row, field, column, heading, cell, before, after }: Jump): ReadIssue {
  const detail = `is more than ten times ${after > before ? 'as much as' : 'less than'} what is published, ${formatPounds(before)}.`
  return rowIssue(
    { code: 'value_jump', detail },
    { line, dataRow: data_row, column, heading, field, value: cell ?? formatPounds(after) },
  )
}
