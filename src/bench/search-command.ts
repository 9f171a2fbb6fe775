// How long does the list of contracts take, by what is asked and by how much there is?
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { loadConfig } from '../config.ts'
import { contractFilters } from '../contracts/contract-filter-schemas.ts'
import { askedContracts, searchContracts } from '../contracts/contract-search-queries.ts'
import { startEmbedded } from '../db/embedded.ts'
import { closeDeps, type Deps, openDeps } from '../deps.ts'
import { contractList } from '../exports/contract-list.ts'
import { londonDay } from '../lib/calendar-date.ts'
import { createLog } from '../log.ts'
import { prepareRegister } from '../prepare-register.ts'
import { madeUpWords, makeRegister, someTitles } from './made-up-register-queries.ts'

type Say = (line: string) => void
type Asked = Record<string, unknown>

/** Questions of a class in each round. A question that comes again in a later round is no longer kept by then. */
const EACH = 32
/** Rounds before those that are timed: as long as that the program becomes quicker. */
const WARMING = 6
const TIMED = 6
const ROUNDS = WARMING + TIMED
/** The rank of the most common word that is asked for by itself. */
const COMMON = 8
const COLUMNS = ['p50', 'p95'] as const

/**
 * Builds a register of each size in turn in a new cluster, and prints p50 and p95 in milliseconds of each class. Phrases are
 * those of titles of the smallest register, at every size the same, since the larger ones hold them too.
 */
export async function searchCommand(say: Say, sizes: readonly number[]): Promise<void> {
  await withRegister(async (deps) => {
    const first = new Map<string, number>()
    let titles: string[] = []
    say(
      `Each p50 and p95 is of ${EACH * TIMED} questions: ${TIMED} rounds of ${EACH} a class, after ${WARMING} that are not timed; ` +
        `p95 is the ${EACH * TIMED - p95At(EACH * TIMED)}th slowest.`,
    )
    for (const size of sizes) {
      const began = performance.now()
      await makeRegister(deps.db, size)
      say(`${size} contracts, made in ${secondsSince(began)} s`)
      await takeIn(deps, say)
      say(`  ${'page, count and facets'.padEnd(28)} ${COLUMNS.map((name) => name.padStart(8)).join('')}`)
      if (titles.length === 0) titles = await someTitles(deps.db, EACH * ROUNDS)
      for (const [name, times] of await timedClasses(deps, titles)) {
        const p95 = times[p95At(times.length)] ?? 0
        const growth = p95 / (first.get(name) ?? p95)
        if (!first.has(name)) first.set(name, p95)
        const figures = [times[Math.floor(times.length / 2)] ?? 0, p95]
          .map((time) => time.toFixed(1).padStart(8))
          .join('')
        say(
          `  ${name.padEnd(28)} ${figures}${growth === 1 ? '' : `   ${growth.toFixed(1)} × the first size`}`,
        )
      }
    }
    await exportRate(deps, say)
  })
}

/** Waits until the register is held in memory. */
export async function takeIn(deps: Deps, say: Say): Promise<void> {
  const began = performance.now()
  while (!(await deps.finderFor({})).isQuick && performance.now() - began < MOST_LOADING) await setTimeout(20)
  const megabytes = Math.round(process.memoryUsage().rss / 1024 / 1024)
  say(`  taken into memory in ${secondsSince(began)} s; the process has ${megabytes} MB`)
}

const MOST_LOADING = 180_000

function secondsSince(began: number): string {
  return ((performance.now() - began) / 1000).toFixed(1)
}

/** A new cluster with the 33 authorities, taken away afterwards. */
export async function withRegister(use: (deps: Deps) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'thirty3-bench-'))
  const embedded = await startEmbedded({ dataDir: path.join(folder, 'postgres') })
  try {
    await prepareRegister(embedded.url)
    const log = createLog('warn', { pretty: false })
    const config = { ...loadConfig(), RATE_LIMIT_ADDRESS: 0, RATE_LIMIT_ACCOUNT: 0 }
    const deps = await openDeps({ config, databaseUrl: embedded.url, log, statementTimeout: 0 })
    try {
      await use(deps)
    } finally {
      await closeDeps(deps)
    }
  } finally {
    await embedded.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

/** The times of each class, ascending. All classes are asked in each round, which warms them alike. */
async function timedClasses(deps: Deps, titles: readonly string[]): Promise<Map<string, number[]>> {
  const deep = await deepCursor(deps)
  const times = new Map<string, number[]>()
  for (let round = 0; round < ROUNDS; round += 1)
    for (const [name, queries] of Object.entries(classes(round, titles, deep))) {
      const taken = await timed(deps, queries)
      if (round >= WARMING)
        times.set(
          name,
          [...(times.get(name) ?? []), ...taken].sort((one, other) => one - other),
        )
    }
  return times
}

/**
 * What is asked of each class in a round, another thing each time, but for the last page and for nothing; words by their rank,
 * the first the most common. Common words, boroughs and windows come again in every round.
 */
function classes(
  round: number,
  titles: readonly string[],
  deep: string | undefined,
): Record<string, Asked[]> {
  const words = madeUpWords()
  const all = (query: (n: number) => Asked) => Array.from({ length: EACH }, (_, n) => query(n))
  const spread = (from: number, to: number) =>
    Array.from({ length: EACH }, (_, n) => {
      const share = (n * ROUNDS + round) / (EACH * ROUNDS)
      return words[from + Math.floor(share * (to - from))] ?? ''
    })
  const common = words.slice(COMMON, COMMON + EACH)
  const authorities = ['camden', 'barnet', 'sutton', 'hackney']
  const phrases = titles.slice(round * EACH, (round + 1) * EACH)
  return {
    'rare word': spread(9_000, 16_000).map((q) => ({ q })),
    'middling word': spread(300, 900).map((q) => ({ q })),
    'common word': common.map((q) => ({ q })),
    'misspelt word': spread(300, 900).map((q) => ({ q: misspelt(q) })),
    'two common words': all((n) => ({ q: `${common[n]} ${common[(n + 1 + round) % EACH]}` })),
    phrase: phrases.map((title) => ({ q: `"${title.split(' ').slice(0, 2).join(' ')}"` })),
    'nothing asked': all(() => ({})),
    'filters: borough and window': all((n) => ({
      authority: authorities[n % 4],
      current_end_from: `20${26 + (n % 4)}-0${1 + (n >>> 2)}-01`,
      current_end_to: `20${27 + (n % 4)}-0${1 + (n >>> 2)}-01`,
    })),
    'filters: value and SME': all((n) => ({
      value_from: String(10_000 * (n + 1) + round),
      sme: 'yes',
      sme_not_stated: 'exclude',
    })),
    'common word and filters': all((n) => ({
      q: common[n],
      authority: authorities[n % 4],
      current_end_from: '2027-01-01',
    })),
    'rare word and filters': spread(9_000, 16_000).map((q, n) => ({ q, authority: authorities[n % 4] })),
    'deep page, no facets': all(() => ({ cursor: deep, facets: 'leave_out' })),
  }
}

function misspelt(word: string): string {
  return `${word.slice(0, 3)}${word[4]}${word[3]}${word.slice(5)}`
}

async function deepCursor(deps: Deps): Promise<string | undefined> {
  let cursor: string | undefined
  for (let page = 0; page < 50; page += 1) {
    const found = await ask(deps, { limit: 100, facets: 'leave_out', ...(cursor ? { cursor } : {}) })
    if (found.next_cursor === null) break
    cursor = found.next_cursor
  }
  return cursor
}

async function ask(deps: Deps, asked: Asked) {
  const filters = contractFilters.parse({ facets: 'include', ...asked })
  return searchContracts(deps.readDb, filters, londonDay(deps.clock()), {
    finder: await deps.finderFor(filters),
  })
}

async function timed(deps: Deps, queries: readonly Asked[]): Promise<number[]> {
  const times: number[] = []
  for (const query of queries) {
    const began = performance.now()
    await ask(deps, query)
    times.push(performance.now() - began)
  }
  return times
}

/** The place, in ascending order, of the least that 95 in 100 do not exceed. */
function p95At(count: number): number {
  return Math.min(count - 1, Math.floor(count * 0.95))
}

/** The whole list as CSV: how fast, and how much more memory the process takes while it is written. */
async function exportRate(deps: Deps, say: Say): Promise<void> {
  const asked = await askedContracts(deps.readDb, {}, londonDay(deps.clock()))
  const before = process.memoryUsage().rss
  let [bytes, lines, most] = [0, 0, before]
  const began = performance.now()
  for await (const piece of contractList(deps.readDb, asked, 'csv', await deps.finderFor({}))) {
    bytes += Buffer.byteLength(piece)
    lines += String(piece).split('\r\n').length - 1
    most = Math.max(most, process.memoryUsage().rss)
  }
  const seconds = (performance.now() - began) / 1000
  const megabytes = bytes / 1024 / 1024
  say(
    `CSV of everything: ${lines - 1} rows, ${megabytes.toFixed(1)} MB in ${seconds.toFixed(1)} s, ` +
      `${(megabytes / seconds).toFixed(1)} MB/s; memory grew by ${Math.round((most - before) / 1024 / 1024)} MB`,
  )
}
