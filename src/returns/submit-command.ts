// How does an officer's script hand in a return?
import { createReadStream, existsSync } from 'node:fs'
import path from 'node:path'
import type { Deps } from '../deps.ts'
import type { ColumnQuestion } from './mapping/open-questions.ts'
import { publishReturn } from './publish-return.ts'
import { questionsOf } from './return-mapping-queries.ts'
import { countIssues } from './return-queries.ts'
import type { IssueGroup, ReturnDetail } from './return-schemas.ts'
import { type SubmitOutcome, submitReturn } from './submit-return.ts'
import { waitForReturn } from './wait-for-return.ts'

export interface SubmitOptions {
  file: string
  authority: string
  publish: boolean
  json: boolean
}

export interface Terminal {
  out(text: string): void
  /** Null where no bar can be drawn. */
  bar: ((text: string) => void) | null
}

const ACTOR = 'command line'
const LIMIT_SECONDS = 15 * 60

/**
 * Exit code: 0 read or published, 3 refused or failed, 4 read but not published as asked, because an officer must answer
 * first, 2 for a file or authority that is not there.
 */
export async function submitCommand(deps: Deps, options: SubmitOptions, terminal: Terminal): Promise<number> {
  if (!existsSync(options.file))
    return say(terminal, options, { error: 'no_such_file', message: `There is no file ${options.file}.` }, 2)
  const outcome = await submitReturn(deps, {
    authoritySlug: options.authority,
    fileName: path.basename(options.file),
    content: createReadStream(options.file),
    actor: ACTOR,
    publishWhenRead: options.publish,
  })
  if (outcome.status === 'refused') {
    const code = outcome.code === 'unknown_authority' ? 2 : 3
    return say(terminal, options, { error: outcome.code, message: outcome.message }, code)
  }
  return followReturn(deps, options, terminal, outcome)
}

async function followReturn(
  deps: Deps,
  options: SubmitOptions,
  terminal: Terminal,
  outcome: Exclude<SubmitOutcome, { status: 'refused' }>,
): Promise<number> {
  const until = options.publish && outcome.status === 'received' ? 'published' : 'read'
  const onProgress = (seen: ReturnDetail) => terminal.bar?.(progressLine(seen))
  let seen = await waitForReturn(deps, outcome.returnId, { seconds: LIMIT_SECONDS, until, onProgress })
  if (options.publish && seen.state === 'read') {
    await publishReturn(deps, outcome.returnId, ACTOR)
    seen = await waitForReturn(deps, outcome.returnId, { seconds: LIMIT_SECONDS, until: 'published' })
  }
  terminal.bar?.('')
  const issues = await countIssues(deps.db, outcome.returnId)
  const questions =
    options.publish && seen.state === 'read' ? await questionsOf(deps.db, outcome.returnId) : []
  const already_received = outcome.status === 'already_received'
  const result = { already_received, return: seen, issues, ...(questions.length > 0 ? { questions } : {}) }
  if (options.json) terminal.out(`${JSON.stringify(result)}\n`)
  else terminal.out(report(already_received, seen, issues) + waitingReport(seen, questions))
  return exitCode(options, seen)
}

function exitCode({ publish }: SubmitOptions, { state }: ReturnDetail): number {
  if (state === 'refused' || state === 'failed') return 3
  return publish && state === 'read' ? 4 : 0
}

/** What an officer must say before the return can be published, and where. */
function waitingReport({ id }: ReturnDetail, questions: ColumnQuestion[]): string {
  const asked = questions.filter((question) => question.mustConfirm)
  if (asked.length === 0) return ''
  const lines = asked.map(
    ({ sentence, samples }) =>
      `  ${sentence}${samples.length > 0 ? ` It holds: ${samples.join(' | ')}` : ''}`,
  )
  return `Not published yet. An officer must say first, on the page /returns/${id}/mapping:\n${lines.join('\n')}\n`
}

function say(
  terminal: Terminal,
  options: SubmitOptions,
  answer: { error: string; message: string },
  code: number,
): number {
  terminal.out(options.json ? `${JSON.stringify(answer)}\n` : `${answer.message}\n`)
  return code
}

function progressLine(seen: ReturnDetail): string {
  const words = {
    received: 'waiting for a worker',
    reading: 'reading',
    read: 'publishing',
    publishing: 'publishing',
  }
  const doing = words[seen.state as keyof typeof words] ?? seen.state
  return `${doing} … ${seen.rows_so_far.toLocaleString('en-GB')} rows`
}

function report(already: boolean, seen: ReturnDetail, issues: IssueGroup[]): string {
  const lines = [
    already
      ? `This file was received before (${seen.received_at}); nothing changes.`
      : `Received as return ${seen.id}.`,
  ]
  if (seen.refusal) lines.push(`Not used: ${seen.refusal.message} (${seen.refusal.code})`)
  if (seen.counts) {
    const { read, good, bad, ignored, blank } = seen.counts
    lines.push(`${read} rows read: ${good} good, ${bad} with errors, ${ignored} ignored, ${blank} blank.`)
  }
  for (const { severity, code, count } of issues)
    lines.push(`  ${severity.padEnd(7)} ${String(count).padStart(6)}  ${code}`)
  if (seen.state === 'published' && seen.contracts) {
    const { new: created, changed, unchanged, missing } = seen.contracts
    lines.push(
      `Published: ${created} new contracts, ${changed} changed, ${unchanged} unchanged, ${missing} not in this file.`,
    )
  }
  return `${lines.join('\n')}\n`
}
