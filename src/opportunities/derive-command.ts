// What does `thirty3 derive CONTRACTS.json --on DATE --json` answer?
import { readFileSync } from 'node:fs'
import { isCalendarDate } from '../lib/calendar-date.ts'
import type { ContractFacts } from './contract-facts.ts'
import { contractFacts } from './derive-facts-schemas.ts'
import { deriveContracts } from './derive-input-schemas.ts'
import { deriveOpportunity } from './derive-opportunity.ts'
import { type OpportunityJson, opportunityJson } from './derive-output-schemas.ts'
import { type RuleBook, type RulesInForce, rulesOn } from './rule-book.ts'
import { readRuleBook } from './rule-tables.ts'

export type DeriveOptions = { file: string; on: string; json?: boolean }

/** Where the command reads and writes; exit codes are 0 for an answer, 1 for input that was refused. */
export type DeriveStreams = {
  read: (file: string) => Promise<string>
  out: (text: string) => void
  error: (text: string) => void
}

export type Derived = { opportunities: OpportunityJson[] } | { refused: string[] }

type Accepted = { facts: ContractFacts[]; rules: RulesInForce }

const MOST_REFUSALS_SHOWN = 20
const CHUNK = 65_536

/**
 * Reads an array of contracts and writes an array of opportunities in the same order, one to a line, as JSON or as a
 * table; needs no database. Anything not understood refuses the whole file, each place named on a line of the error
 * stream, before anything is written.
 */
export async function deriveCommand(options: DeriveOptions, streams: DeriveStreams): Promise<0 | 1> {
  const accepted = accept(await streams.read(options.file), options.on, keptRuleBook())
  if ('refused' in accepted) {
    for (const place of accepted.refused.slice(0, MOST_REFUSALS_SHOWN)) streams.error(`${place}\n`)
    const more = accepted.refused.length - MOST_REFUSALS_SHOWN
    if (more > 0) streams.error(`and ${more} more\n`)
    return 1
  }
  if (options.json) writeJson(accepted, streams.out)
  else streams.out(table(deriveAll(accepted)))
  return 0
}

/** The answer to the text of a file for a day, or every place in it that was refused. */
export function deriveFromJson(text: string, on: string, book: RuleBook): Derived {
  const accepted = accept(text, on, book)
  return 'refused' in accepted ? accepted : { opportunities: deriveAll(accepted) }
}

function accept(text: string, on: string, book: RuleBook): Accepted | { refused: string[] } {
  if (!isCalendarDate(on))
    return { refused: [`--on: ${JSON.stringify(on)} is no calendar day: write YYYY-MM-DD`] }
  const input = parseJson(text)
  if ('refused' in input) return input
  const read = deriveContracts.safeParse(input.json)
  if (!read.success) return { refused: read.error.issues.flatMap(places) }
  return { facts: read.data.map(contractFacts), rules: rulesOn(book, on) }
}

function deriveAll({ facts, rules }: Accepted): OpportunityJson[] {
  return facts.map((one) => opportunityJson(deriveOpportunity(one, rules)))
}

/** One opportunity at a time, so that the answer to a large file is never one string. */
function writeJson({ facts, rules }: Accepted, out: (text: string) => void): void {
  let pending = '['
  for (const [index, one] of facts.entries()) {
    pending += `${index === 0 ? '\n' : ',\n'}${JSON.stringify(opportunityJson(deriveOpportunity(one, rules)))}`
    if (pending.length < CHUNK) continue
    out(pending)
    pending = ''
  }
  out(`${pending}${facts.length === 0 ? '' : '\n'}]\n`)
}

/** The rule tables kept with the program, in `fixtures/rules`. */
export function keptRuleBook(): RuleBook {
  return readRuleBook((name) =>
    readFileSync(new URL(`../../fixtures/rules/${name}.csv`, import.meta.url), 'utf8'),
  )
}

function parseJson(text: string): { json: unknown } | { refused: string[] } {
  try {
    return { json: JSON.parse(text.replace(/^\uFEFF/, '')) }
  } catch (error) {
    return { refused: [`the file is no JSON: ${error instanceof Error ? error.message : String(error)}`] }
  }
}

type Issue = { code: string; path: PropertyKey[]; message: string; keys?: string[] }

/** `contracts[3].options[0].months: write whole months`, one line for each place. */
function places(issue: Issue): string[] {
  const place = issue.path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('')
  if (issue.code === 'unrecognized_keys')
    return (issue.keys ?? []).map((key) => `contracts${place}.${key}: unknown field`)
  return [`contracts${place}: ${issue.message}`]
}

function table(opportunities: readonly OpportunityJson[]): string {
  const rows = opportunities.map((one) => [
    one.phase ?? 'no end known',
    String(one.confidence),
    one.approach_from ?? '–',
    one.approach_by ?? '–',
    one.tender_latest ?? '–',
    one.decide_by ?? '–',
    one.earliest_end ?? '–',
    one.latest_end ?? '–',
  ])
  const headings = [
    'phase',
    'confidence',
    'approach from',
    'approach by',
    'tender latest',
    'decide by',
    'earliest end',
    'latest end',
  ]
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...rows.map((row) => row[column]?.length ?? 0)),
  )
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd()
  return `${[headings, ...rows].map(line).join('\n')}\n`
}
