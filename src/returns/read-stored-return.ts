// How is a return that was received read, and everything found kept?
import { Readable } from 'node:stream'
import { namesOf } from '../authorities/authority-names.ts'
import { listAuthorities } from '../authorities/authority-queries.ts'
import { type Copier, inCopyTransaction } from '../db/copy.ts'
import type { Deps } from '../deps.ts'
import { londonDay } from '../lib/calendar-date.ts'
import { compareReturnJob, publishReturnJob } from '../queue/jobs.ts'
import { enqueue } from '../queue/outbox-queries.ts'
import { liveCorrections } from './correction-queries.ts'
import { encodeIssue, encodePrints } from './encode-rows.ts'
import { fileContent } from './file-queries.ts'
import { openQuestions } from './mapping/open-questions.ts'
import { lastHeadings, latestProfiles } from './mapping-profile-queries.ts'
import { ReadingLimitError, readInThread } from './read-in-thread.ts'
import { DEFAULT_LIMITS } from './read-return.ts'
import type { ReadSettings, ReadVerdict } from './read-types.ts'
import { AstrayError } from './reading/record-reader.ts'
import { type Claim, claimForReading, releaseClaim, reportProgress } from './reading-claim-queries.ts'
import type { Batch } from './reading-protocol.ts'
import { FINISH_READING, finishReadingValues, lockReturn, refuseReturn } from './return-states-queries.ts'
import { type AskKnown, fetchKnown } from './row-print-queries.ts'

export type ReadingOutcome = 'read' | 'refused' | 'not_mine'

const MANY_ROWS = 2_000
/** Of so few rows that a return states beside those it carries on a loop is as quick as anything. */
const MANY_STATED_BESIDE = 20_000

type ReadingDeps = Pick<Deps, 'db' | 'config' | 'databaseUrl' | 'clock'>

/** Thrown to leave the loading transaction: another worker has taken the return over, or the file is refused. */
class Superseded extends Error {}
class Refused extends Error {
  readonly verdict: ReadVerdict
  constructor(verdict: ReadVerdict) {
    super(verdict.code)
    this.verdict = verdict
  }
}

/**
 * Reads the return once, whoever else tries at the same time: rows, issues and counts are stored in one transaction,
 * or the reason why not. Called again for a return that was read it does nothing.
 */
export async function readStoredReturn(deps: ReadingDeps, returnId: string): Promise<ReadingOutcome> {
  const claim = await claimForReading(deps.db, returnId)
  if (claim === null) return 'not_mine'
  try {
    await loadCarrying(deps, returnId, claim)
  } catch (error) {
    return afterFailure(deps, returnId, claim, error)
  }
  await goOn(deps, returnId)
  return 'read'
}

async function afterFailure(
  deps: ReadingDeps,
  returnId: string,
  claim: Claim,
  error: unknown,
): Promise<ReadingOutcome> {
  if (error instanceof Superseded) return 'not_mine'
  if (error instanceof ReadingLimitError) {
    const refusal = { code: error.code, message: error.message }
    return (await refuseReturn(deps.db, returnId, claim.attempt, refusal)) ? 'refused' : 'not_mine'
  }
  if (!(error instanceof Refused)) {
    // Or the next try finds it taken and counts as done, and the return is never given up. A claim that cannot be let go gets stale.
    await releaseClaim(deps.db, returnId, claim.attempt).catch(() => {})
    throw error
  }
  const { code = 'not_a_table', message = '', returnKind: kind } = error.verdict
  const { file, mapping, issues, amendments } = error.verdict
  const rowIssues = amendments.flatMap((amendment) => amendment.issues)
  const kept = await refuseReturn(deps.db, returnId, claim.attempt, { code, message, kind, file, mapping })
  if (!kept) return 'not_mine'
  const lines = [...issues, ...rowIssues].map((issue) => encodeIssue(returnId, issue))
  await inCopyTransaction(deps.databaseUrl, (copier) => loadIssues(copier, Buffer.from(lines.join(''))))
  return 'refused'
}

/** Hardly a row of a return is shorter. */
const BYTES_A_ROW = 50

/**
 * Carries rows on where they are known. A file whose records are not its rows is read whole instead, and so is one that
 * comes to a limit beside what is known, which takes memory and time of its own: it is refused only for what it is itself.
 */
async function loadCarrying(deps: ReadingDeps, returnId: string, claim: Claim): Promise<void> {
  const isLikely = claim.fileBytes > deps.config.RETURN_CARRY_FROM * BYTES_A_ROW
  const fetched = fetchKnown(deps, claim.authorityId, { isLikely })
  let isKnown = false
  const known: AskKnown = async (basis) => {
    const prints = await fetched(basis)
    isKnown = prints !== null
    return prints
  }
  await loadOnce(deps, returnId, claim, known).catch((error: unknown) => {
    const isOfCarrying = error instanceof AstrayError || (error instanceof ReadingLimitError && isKnown)
    if (!isOfCarrying) throw error
    return loadOnce(deps, returnId, claim, null)
  })
}

/** `known` null: no row is carried on. */
function loadOnce(deps: ReadingDeps, returnId: string, claim: Claim, known: AskKnown | null): Promise<void> {
  return inCopyTransaction(deps.databaseUrl, (copier) => load(deps, returnId, claim, known, copier))
}

/** What an earlier reading of the return left. */
const LEFT = ['return_sources', 'carried_rows', 'stated_rows', 'stated_issues', 'row_prints']

async function load(
  deps: ReadingDeps,
  returnId: string,
  claim: Claim,
  known: AskKnown | null,
  copier: Copier,
): Promise<void> {
  for (const table of LEFT) await copier.run(`delete from ${table} where return_id = $1`, [returnId])
  const settings = await settingsFor(deps, returnId, claim)
  const heartbeat = beat(deps, returnId, claim.attempt)
  try {
    const limits = {
      seconds: deps.config.RETURN_MAX_SECONDS,
      memoryMegabytes: deps.config.RETURN_MAX_MEMORY_MB,
    }
    const carryFrom = known === null ? null : deps.config.RETURN_CARRY_FROM
    let batches = 0
    let stated = 0
    let carried = 0
    const verdict = await readInThread({ returnId, settings, carryFrom }, limits, {
      content: fileContent(deps.databaseUrl, claim.fileId),
      ask: known ?? (async () => null),
      store: async (batch) => {
        if (heartbeat.lost()) throw new Superseded()
        await loadBatch(copier, returnId, batch, batches++)
        heartbeat.add(batch.count)
        stated += batch.count - batch.carriedCount
        carried += batch.carriedCount
      },
    })
    if (verdict.outcome === 'rejected-with-reason') throw new Refused(verdict)
    await amend(copier, returnId, verdict)
    const { returnKind: kind, file, mapping, counts } = verdict
    const questions = openQuestions(mapping, kind)
    const values = finishReadingValues(returnId, claim.attempt, {
      kind,
      file,
      mapping,
      counts,
      basis: verdict.basis ?? null,
      openQuestions: questions.length,
      mustConfirm: questions.filter((question) => question.mustConfirm).length,
    })
    // Or the planner takes the rows just loaded for a handful, and publishing them for a loop.
    if (stated > (carried > 0 ? MANY_STATED_BESIDE : MANY_ROWS))
      await copier.run('analyze stated_rows (return_id, data_row, state)')
    if (carried > MANY_ROWS) await copier.run('analyze carried_rows')
    // From here on the return is locked by this transaction: a heartbeat would wait for it, and it for the heartbeat.
    await heartbeat.stop()
    if ((await copier.run(FINISH_READING, values)) === 0) throw new Superseded()
  } finally {
    await heartbeat.stop()
  }
}

async function settingsFor(deps: ReadingDeps, returnId: string, claim: Claim): Promise<ReadSettings> {
  const all = await listAuthorities(deps.db)
  const own = all.find((authority) => authority.id === claim.authorityId)
  const others = all.filter((authority) => authority.id !== claim.authorityId).map(namesOf)
  const limits = {
    ...DEFAULT_LIMITS,
    fileBytes: deps.config.RETURN_MAX_BYTES,
    rows: deps.config.RETURN_MAX_ROWS,
  }
  return {
    fileName: claim.fileName,
    limits,
    otherAuthorities: others,
    today: londonDay(deps.clock()),
    profiles: await latestProfiles(deps.db, claim.authorityId),
    lastHeadings: await lastHeadings(deps.db, claim.authorityId),
    corrections: [...(await liveCorrections(deps.db, returnId))],
    ...(claim.statedKind ? { kind: claim.statedKind } : {}),
    ...(own ? { authority: namesOf(own) } : {}),
  }
}

const ROWS = 'stated_rows (return_id, data_row, line, last_line, state, cells, values)'
const CARRIED =
  'carried_rows (return_id, data_row, line, last_line, state, source_return_id, source_data_row)'
const PRINTS = 'row_prints (return_id, position, prints)'
const NAME_SOURCES = 'insert into return_sources (return_id, source_return_id) select $1, unnest($2::uuid[])'
const ISSUES =
  'stated_issues (return_id, severity, code, line, data_row, column_number, field, value, message, suggestion)'

async function loadBatch(copier: Copier, returnId: string, batch: Batch, position: number): Promise<void> {
  if (batch.sources.length > 0) await copier.run(NAME_SOURCES, [returnId, batch.sources])
  await loadBytes(copier, ROWS, batch.stated)
  await loadBytes(copier, CARRIED, batch.carried)
  await loadIssues(copier, batch.issues)
  if (batch.prints.length > 0)
    await loadBytes(copier, PRINTS, Buffer.from(encodePrints(returnId, position, batch.prints)))
}

function loadIssues(copier: Copier, issues: Uint8Array): Promise<void> {
  return loadBytes(copier, ISSUES, issues)
}

async function loadBytes(copier: Copier, target: string, bytes: Uint8Array): Promise<void> {
  if (bytes.length > 0) await copier.load(target, Readable.from([bytes]))
}

/** What only the whole file could tell: rows that contradict each other, and issues of the file itself. */
async function amend(copier: Copier, returnId: string, verdict: ReadVerdict): Promise<void> {
  const changed = verdict.amendments.filter((amendment) => amendment.state !== undefined)
  const values = [returnId, changed.map((one) => one.dataRow), changed.map((one) => one.state)]
  for (const table of ['stated_rows', 'carried_rows'])
    await copier.run(
      `update ${table} r set state = a.state from unnest($2::int[], $3::text[]) as a(data_row, state)
       where r.return_id = $1 and r.data_row = a.data_row`,
      values,
    )
  const issues = [...verdict.issues, ...verdict.amendments.flatMap((amendment) => amendment.issues)]
  await loadIssues(copier, Buffer.from(issues.map((issue) => encodeIssue(returnId, issue)).join('')))
}

/** Tells every second how far the reading is, and learns whether it still counts. */
function beat(deps: ReadingDeps, returnId: string, attempt: number) {
  let rows = 0
  let lost = false
  let pending: Promise<void> = Promise.resolve()
  const timer = setInterval(() => {
    pending = reportProgress(deps.db, returnId, attempt, rows).then(
      (mine) => {
        lost ||= !mine
      },
      () => {},
    )
  }, 1_000)
  return {
    lost: () => lost,
    add: (count: number) => {
      rows += count
    },
    stop: () => {
      clearInterval(timer)
      return pending
    },
  }
}

/** A return is published at once where that was asked for; else it waits for the officer, who sees what it will change. */
function goOn(deps: ReadingDeps, returnId: string): Promise<void> {
  return deps.db.transaction(async (tx) => {
    const found = await lockReturn(tx, returnId)
    if (found?.state !== 'read') return
    await enqueue(tx, found.publish_when_read ? publishReturnJob : compareReturnJob, { returnId })
  })
}
