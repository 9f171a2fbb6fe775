// How long does resolving take as the register grows: one name, and a return of 5,000 rows?
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { loadConfig } from '../config.ts'
import { startEmbedded } from '../db/embedded.ts'
import { migrate } from '../db/migrate.ts'
import { closeDeps, type Deps, openDeps } from '../deps.ts'
import { createLog } from '../log.ts'
import { findSuppliers } from '../suppliers/find-suppliers.ts'
import { resolveSupplierNames } from '../suppliers/resolve-supplier-names.ts'
import type { TypedName } from '../suppliers/spelling-queries.ts'
import { seededRandom } from './made-up-return.ts'

type Say = (line: string) => void

const SIZES = [10_000, 100_000]
const LARGE = 1_000_000
const BATCH = 20_000
const NEW_NAMES = 4_000
const KNOWN_NAMES = 1_000
const ONLINE = 200
const SEED = 33

const SYLLABLES =
  'al ber cor dun el fen gar hol iv jun kes lar mer nor oak pin quar row sab thorn um ves wex yar ash brack cul dov eas fitz gren hamp'.split(
    ' ',
  )
const ENDS = 'ton ham ley ford wick by field worth mere stead croft combe den hurst gate well'.split(' ')
const TRADES =
  'Services,Systems,Works,Care,Solutions,Partners,Supplies,Networks,Projects,Consulting,Housing,Training,Transport,Catering,Building,Electrical,Roofing,Software,Cleaning,Landscapes'.split(
    ',',
  )
const FORMS = ['Ltd', 'Limited', 'LTD', 'plc', 'LLP', '']

/** Prints the time of 5,000 names (4,000 new) and of one name, for 10,000 and 100,000 suppliers, and 1,000,000 if asked. */
export async function matchingTimings(say: Say, large: boolean): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'thirty3-bench-'))
  const embedded = await startEmbedded({ dataDir: path.join(folder, 'postgres') })
  try {
    await migrate(embedded.url)
    const log = createLog('warn', { pretty: false })
    const deps = await openDeps({
      config: loadConfig(),
      databaseUrl: embedded.url,
      log,
      statementTimeout: 0,
    })
    try {
      const random = seededRandom(SEED)
      const sizes = large ? [...SIZES, LARGE] : SIZES
      let held = 0
      for (const size of sizes) {
        held = await fill(deps, random, held, size)
        await measure(deps, random, held, say)
      }
    } finally {
      await closeDeps(deps)
    }
  } finally {
    await embedded.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

/** Names of made-up companies: two rare words of which many are shared, a trade, a legal form. */
function madeUpName(random: () => number): TypedName {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T
  const word = () => {
    const text = `${pick(SYLLABLES)}${pick(SYLLABLES)}${pick(ENDS)}`
    return text.charAt(0).toUpperCase() + text.slice(1)
  }
  const name = `${word()} ${random() < 0.6 ? `${word()} ` : ''}${pick(TRADES)} ${pick(FORMS)}`.trim()
  const number = random() < 0.3 ? String(1_000_000 + Math.floor(random() * 14_000_000)).padStart(8, '0') : ''
  return { name, companyNumber: number }
}

async function fill(deps: Deps, random: () => number, held: number, size: number): Promise<number> {
  let count = held
  while (count < size) {
    const names = Array.from({ length: Math.min(BATCH, size - count) }, () => madeUpName(random))
    await resolve(deps, names)
    count += names.length
  }
  return count
}

function resolve(deps: Deps, names: TypedName[]): Promise<void> {
  return deps.db.transaction((tx) => resolveSupplierNames(tx, names))
}

async function measure(deps: Deps, random: () => number, held: number, say: Say): Promise<void> {
  const known = Array.from({ length: KNOWN_NAMES }, () => madeUpName(random))
  await resolve(deps, known)
  const fresh = Array.from({ length: NEW_NAMES }, () => madeUpName(random))
  const began = performance.now()
  await resolve(deps, [...known, ...fresh])
  const seconds = (performance.now() - began) / 1000
  const [writes, reads] = [[] as number[], [] as number[]]
  for (let at = 0; at < ONLINE; at += 1) {
    const name = madeUpName(random)
    reads.push(await timed(() => findSuppliers(deps.db, name)))
    writes.push(await timed(() => resolve(deps, [name])))
  }
  say(`== ${held.toLocaleString('en-GB')} names held`)
  say(`5,000 names, 4,000 of them new: ${seconds.toFixed(2)} s`)
  say(`one name looked up: ${spread(reads)}; resolved and stored: ${spread(writes)}`)
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

function spread(times: number[]): string {
  const sorted = [...times].sort((a, b) => a - b)
  const at = (share: number) => (sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(1)
  return `p50 ${at(0.5)} ms, p95 ${at(0.95)} ms`
}
