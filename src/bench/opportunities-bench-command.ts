// How long does it take to derive the upcoming tenders of a large register anew?
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { addAuthority } from '../authorities/add-authority.ts'
import { loadConfig } from '../config.ts'
import { startEmbedded } from '../db/embedded.ts'
import { closeDeps, type Deps, openDeps } from '../deps.ts'
import { addDays, londonDay } from '../lib/calendar-date.ts'
import { createLog } from '../log.ts'
import { deriveOpportunities } from '../opportunities/derive-opportunities.ts'
import { opportunityFilters } from '../opportunities/opportunity-schemas.ts'
import { searchOpportunities } from '../opportunities/opportunity-search-queries.ts'
import { prepareRegister } from '../prepare-register.ts'
import { publishReturn } from '../returns/publish-return.ts'
import { readStoredReturn } from '../returns/read-stored-return.ts'
import { submitReturn } from '../returns/submit-return.ts'
import { benchReturn } from './made-up-return.ts'

type Say = (line: string) => void

const SEED = 33
const ENOUGH = { RETURN_MAX_BYTES: 2 ** 30, RETURN_MAX_ROWS: 10_000_000, RETURN_MAX_SECONDS: 3600 }

/** Loads made-up contracts into a new cluster and prints how long deriving takes (first, again, a month later), and a list. */
export async function opportunitiesBench(say: Say, rows: number): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'thirty3-bench-'))
  const embedded = await startEmbedded({ dataDir: path.join(folder, 'postgres') })
  try {
    await prepareRegister(embedded.url)
    const config = { ...loadConfig(), ...ENOUGH }
    const log = createLog('warn', { pretty: false })
    const deps = await openDeps({ config, databaseUrl: embedded.url, log, statementTimeout: 0 })
    await measure(deps, rows, say).finally(() => closeDeps(deps))
  } finally {
    await embedded.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

async function measure(deps: Deps, rows: number, say: Say): Promise<void> {
  await load(deps, rows)
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

async function load(deps: Deps, rows: number): Promise<void> {
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
