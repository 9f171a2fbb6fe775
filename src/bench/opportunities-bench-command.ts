// How long does it take to derive the upcoming tenders of a large register anew?
import { Readable } from 'node:stream'
import { addAuthority } from '../authorities/add-authority.ts'
import type { Deps } from '../deps.ts'
import { addDays, londonDay } from '../lib/calendar-date.ts'
import { deriveOpportunities } from '../opportunities/derive-opportunities.ts'
import { opportunityFilters } from '../opportunities/opportunity-schemas.ts'
import { searchOpportunities } from '../opportunities/opportunity-search-queries.ts'
import { publishReturn } from '../returns/publish-return.ts'
import { readStoredReturn } from '../returns/read-stored-return.ts'
import { submitReturn } from '../returns/submit-return.ts'
import { benchReturn } from './made-up-return.ts'
import { withRegister } from './search-command.ts'

type Say = (line: string) => void

const SEED = 33
const ENOUGH = { RETURN_MAX_BYTES: 2 ** 30, RETURN_MAX_ROWS: 10_000_000, RETURN_MAX_SECONDS: 3600 }

/** Loads made-up contracts into a new cluster and prints how long deriving takes (first, again, a month later), and a list. */
export async function opportunitiesBench(say: Say, rows: number): Promise<void> {
  await withRegister((deps) => measure(deps, rows, say))
}

async function measure(deps: Deps, rows: number, say: Say): Promise<void> {
  await loadMadeUp(deps, rows)
  const today = londonDay(deps.clock())
  const before = process.memoryUsage().rss
  const days = [
    ['first time', today],
    ['again, nothing changed', today],
    ['a month later', addDays(today, 30)],
  ] as const
  for (const [what, on] of days) {
    const began = performance.now()
    const { contracts, changed } = await deriveOpportunities(deps, {}, on)
    const seconds = (performance.now() - began) / 1000
    const rate = Math.round(contracts / seconds).toLocaleString('en-GB')
    say(`${what}: ${contracts} contracts in ${seconds.toFixed(1)} s, ${rate} a second, ${changed} changed`)
  }
  await measureLists(deps, say)
  const grown = (process.memoryUsage().rss - before) / 1024 / 1024
  say(`memory: ${grown.toFixed(0)} MB more than before`)
}

/** The list that everybody opens first, one with words, and one of a phase. */
async function measureLists(deps: Deps, say: Say): Promise<void> {
  const today = londonDay(deps.clock())
  const asked = {
    'the first page': {},
    'with words': { q: 'payroll software' },
    'of one phase': { phase: 'watch' },
  }
  for (const [what, filters] of Object.entries(asked)) {
    const began = performance.now()
    const { total } = await searchOpportunities(deps.db, opportunityFilters.parse(filters), today)
    say(`list, ${what}: ${(performance.now() - began).toFixed(0)} ms, ${total} found`)
  }
}

/** An authority whose return holds so many contracts, read and published as any other. */
export async function loadMadeUp(opened: Deps, rows: number): Promise<void> {
  const deps = { ...opened, config: { ...opened.config, ...ENOUGH } }
  const none = { laCode: null, onsCode: null, population: null, tileColumn: null, tileRow: null }
  const named = { slug: 'bench', name: 'Bench', officialName: 'Bench', gssCode: 'E10999999', inLondon: false }
  await addAuthority(deps.db, { ...named, ...none, aliases: [], neighbours: [] }, 'bench')
  const outcome = await submitReturn(deps, {
    authoritySlug: 'bench',
    fileName: 'bench.csv',
    content: Readable.from([Buffer.from([...benchReturn(rows, SEED, 0)].join(''))]),
    actor: 'bench',
    publishWhenRead: false,
  })
  if (outcome.status === 'refused') throw new Error(outcome.message)
  await readStoredReturn(deps, outcome.returnId)
  const published = await publishReturn(deps, outcome.returnId, 'bench')
  if (published.status !== 'published') throw new Error(published.status)
}
