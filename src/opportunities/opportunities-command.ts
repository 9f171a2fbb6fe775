// What does `thirty3 opportunities --on DAY` print?
import { Command } from 'commander'
import type { Deps } from '../deps.ts'
import { type CalendarDate, isCalendarDate, londonDay } from '../lib/calendar-date.ts'
import { opportunitiesOn } from './opportunities-on.ts'
import { phaseReason } from './phase-reason.ts'
import { PHASES } from './phases.ts'

type OverRegister = <T>(needsWorker: boolean, work: (deps: Deps) => Promise<T>) => Promise<T>
type Say = (line: string) => void

interface Options {
  on?: string
  authority?: string
  each?: true
}

const LABELS = ['High', 'Medium', 'Low'] as const
const NO_END = 'no end known'

/** `thirty3 opportunities [--on DAY] [--authority SLUG] [--each]`. */
export function opportunitiesCommand(overRegister: OverRegister, say: Say): Command {
  return new Command('opportunities')
    .description('the upcoming tenders of the register by phase and confidence, on any day')
    .option('--on <day>', 'the day, YYYY-MM-DD; today if not given')
    .option('--authority <slug>', 'of one authority')
    .option('--each', 'also print each one and why it stands where it does')
    .action(async (options: Options) => {
      process.exitCode = await overRegister(false, (deps) => printOpportunities(deps, options, say))
    })
}

/** Exit code 1 for a day or an authority that is not there. */
export async function printOpportunities(
  deps: Pick<Deps, 'db' | 'clock'>,
  options: Options,
  say: Say,
): Promise<number> {
  const { on = londonDay(deps.clock()), authority } = options
  if (!isCalendarDate(on)) {
    say(`--on: ${JSON.stringify(on)} is no calendar day: write YYYY-MM-DD`)
    return 1
  }
  const { findAuthority } = await import('../authorities/authority-queries.ts')
  const whose = authority === undefined ? null : await findAuthority(deps.db, authority)
  if (authority !== undefined && whose === null) {
    say(`There is no authority ${authority}.`)
    return 1
  }
  const { counts, upcoming, lines } = await collect(deps, whose?.id, on, options.each === true)
  for (const line of table(counts, upcoming, on)) say(line)
  for (const line of lines.sort()) say(line)
  return 0
}

async function collect(
  deps: Pick<Deps, 'db'>,
  authorityId: number | undefined,
  on: CalendarDate,
  each: boolean,
) {
  const counts = new Map<string, number>()
  const lines: string[] = []
  let upcoming = 0
  for await (const { contract, opportunity } of opportunitiesOn(deps.db, { authorityId }, on)) {
    const phase = opportunity.phase ?? NO_END
    const cell = `${phase}|${opportunity.confidence.label}`
    counts.set(cell, (counts.get(cell) ?? 0) + 1)
    if (opportunity.upcoming) upcoming += 1
    if (!each) continue
    const { confidence, notes } = opportunity
    const parts = confidence.parts.map(
      ({ reason, points }) => `${points > 0 ? '+' : '−'}${Math.abs(points)} ${reason}`,
    )
    lines.push(
      [
        `${phase.padEnd(13)} ${String(confidence.value).padStart(3)}  ${contract.values.local_reference ?? '–'}  ${contract.values.title}`,
        `    ${phaseReason(opportunity, on, (day) => day)}`,
        `    confidence ${confidence.value}: ${['50 to begin with', ...parts].join(', ')}`,
        ...notes.map((note) => `    ${note}`),
      ].join('\n'),
    )
  }
  return { counts, upcoming, lines }
}

function table(counts: Map<string, number>, upcoming: number, on: CalendarDate): string[] {
  const row = (name: string, cells: (string | number)[]) =>
    [name.padEnd(14), ...cells.map((cell) => String(cell).padStart(8))].join('')
  const rows = [...PHASES, NO_END].map((phase) => {
    const cells = LABELS.map((label) => counts.get(`${phase}|${label}`) ?? 0)
    return { phase, cells, all: cells.reduce((sum, count) => sum + count, 0) }
  })
  const all = rows.reduce((sum, one) => sum + one.all, 0)
  return [
    `Upcoming tenders on ${on}: estimates, not notices.`,
    row('phase', [...LABELS, 'all']),
    ...rows.map(({ phase, cells, all: sum }) => row(phase, [...cells, sum])),
    `${all} contracts, ${upcoming} of them counted as upcoming.`,
  ]
}
