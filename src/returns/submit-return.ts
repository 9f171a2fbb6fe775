// How does a file become a return?
import { appendAudit } from '../audit/audit-queries.ts'
import { findAuthority } from '../authorities/authority-queries.ts'
import type { Db, Tx } from '../db/client.ts'
import type { Deps } from '../deps.ts'
import { readReturnJob } from '../queue/jobs.ts'
import { enqueue } from '../queue/outbox-queries.ts'
import { insertChunk, insertFile } from './file-queries.ts'
import { insertReturn, type NewReturn } from './return-states-queries.ts'
import { type Spooled, spool } from './spool.ts'

const CHUNK_BYTES = 256 * 1024

export interface Submission {
  authoritySlug: string
  fileName: string
  content: AsyncIterable<Uint8Array>
  /** Asked after the last byte: true when the sender was cut off at a limit. */
  wasCut?: () => boolean
  /** Who acts, for the record. */
  actor: string
  publishWhenRead: boolean
  isSample?: boolean
}

export type SubmitOutcome =
  | { status: 'received'; returnId: string }
  | { status: 'already_received'; returnId: string; receivedAt: string }
  | { status: 'refused'; code: 'empty_file' | 'file_too_large' | 'unknown_authority'; message: string }

/**
 * Keeps the file whole and asks for it to be read, in one transaction. The same bytes from the same authority answer
 * with the return that is there, also when they come twice at the same moment.
 */
export async function submitReturn(
  deps: Pick<Deps, 'config'> & { db: Pick<Db, 'transaction'> },
  submission: Submission,
): Promise<SubmitOutcome> {
  const limit = deps.config.RETURN_MAX_BYTES
  const spooled = await spool(submission.content, limit)
  try {
    if (spooled.bytes > limit || submission.wasCut?.()) {
      const megabytes = Math.floor(limit / 1024 / 1024)
      return refused(
        'file_too_large',
        `The file is larger than ${megabytes} MB. Send it in parts, or as CSV instead of a workbook.`,
      )
    }
    if (spooled.bytes === 0)
      return refused('empty_file', 'The file is empty. Check that the right file was chosen and saved.')
    return await keep(deps.db, submission, spooled)
  } finally {
    await spooled.remove()
  }
}

function refused(
  code: 'empty_file' | 'file_too_large' | 'unknown_authority',
  message: string,
): SubmitOutcome {
  return { status: 'refused', code, message }
}

function keep(db: Pick<Db, 'transaction'>, submission: Submission, spooled: Spooled): Promise<SubmitOutcome> {
  return db.transaction(async (tx) => {
    const authority = await findAuthority(tx, submission.authoritySlug)
    if (authority === null)
      return refused('unknown_authority', `There is no authority ${submission.authoritySlug}.`)
    const { sha256, bytes } = spooled
    const file = await insertFile(tx, {
      authorityId: authority.id,
      name: storedName(submission.fileName),
      sha256,
      bytes,
    })
    if (file.isNew) await keepPieces(tx, file.id, spooled)
    const asked: NewReturn = {
      authorityId: authority.id,
      fileId: file.id,
      receivedBy: submission.actor,
      publishWhenRead: submission.publishWhenRead,
      isSample: submission.isSample ?? false,
    }
    const made = await insertReturn(tx, asked)
    if (!made.isNew) return { status: 'already_received', returnId: made.id, receivedAt: made.receivedAt }
    await enqueue(tx, readReturnJob, { returnId: made.id })
    await appendAudit(tx, {
      actor: submission.actor,
      action: 'return.received',
      authorityId: authority.id,
      subjectKind: 'return',
      subjectId: made.id,
      after: { file: storedName(submission.fileName), bytes, sha256 },
    })
    return { status: 'received', returnId: made.id }
  })
}

/** So many pieces are on their way while PostgreSQL packs the one before them. */
const UNDER_WAY = 3

async function keepPieces(tx: Tx, fileId: string, spooled: Spooled): Promise<void> {
  let position = 0
  const sent: Promise<void>[] = []
  for await (const piece of spooled.pieces(CHUNK_BYTES)) {
    const one = insertChunk(tx, fileId, position++, piece)
    // Awaited below; until then a refusal must not count as one that nobody looks at.
    one.catch(() => {})
    sent.push(one)
    if (sent.length > UNDER_WAY) await sent.shift()
  }
  await Promise.all(sent)
}

/** For show only; nothing is stored or opened under it. Path parts, control and direction characters go. */
function storedName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? ''
  const clean = last.replace(/[\p{Cc}\p{Cf}]/gu, '').trim()
  return clean === '' ? 'return' : clean.slice(0, 200)
}
