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
import { spellingOf } from '../suppliers/spelling.ts'
import { newestSpelling, type TypedName } from '../suppliers/spelling-queries.ts'
import { madeUpName } from './made-up-names.ts'
import { seededRandom } from './made-up-return.ts'
import { addMadeUpSuppliers } from './made-up-suppliers.ts'
import { tidySuppliers } from './supplier-rest-queries.ts'

type Say = (line: string) => void

const SIZES = [10_000, 100_000]
const LARGE = 1_000_000
const NEW_NAMES = 4_000
const KNOWN_NAMES = 1_000
const ONLINE = 200
const SEED = 33

/**
 * Prints the time of 5,000 names (4,000 new) and of one name, for 10,000 and 100,000 suppliers, and 1,000,000 if asked. The
 * register is loaded at once and left as one that grew by returns; of two such returns the first finds little of it in
 * memory.
 */
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
      const register = { words: new Set<string>(), newest: 0 }
      for (const size of large ? [...SIZES, LARGE] : SIZES) {
        await addMadeUpSuppliers(embedded.url, random, register, size)
        await tidySuppliers(deps.db)
        const stored = await measure(deps, random, size, say)
        for (const name of stored)
          register.words.add(spellingOf({ ...name, id: 0, registerNumber: null }).wordsKey ?? '')
        register.newest = await newestSpelling(deps.db)
      }
    } finally {
      await closeDeps(deps)
    }
  } finally {
    await embedded.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

function resolve(deps: Deps, names: TypedName[]): Promise<void> {
  return deps.db.transaction((tx) => resolveSupplierNames(tx, names))
}

async function measure(deps: Deps, random: () => number, held: number, say: Say): Promise<TypedName[]> {
  const names = (count: number) => Array.from({ length: count }, () => madeUpName(random))
  const [known, first, second] = [names(KNOWN_NAMES), names(NEW_NAMES), names(NEW_NAMES)]
  await resolve(deps, known)
  const firstTook = await timed(() => resolve(deps, [...known, ...first]))
  const secondTook = await timed(() => resolve(deps, [...known, ...second]))
  const [writes, reads] = [[] as number[], [] as number[]]
  const single = names(ONLINE)
  for (const name of single) {
    reads.push(await timed(() => findSuppliers(deps.db, name)))
    writes.push(await timed(() => resolve(deps, [name])))
  }
  say(`== ${held.toLocaleString('en-GB')} names held`)
  say(`5,000 names, 4,000 of them new: ${seconds(firstTook)}, another such return ${seconds(secondTook)}`)
  say(`one name looked up: ${spread(reads)}; resolved and stored: ${spread(writes)}`)
  return [...known, ...first, ...second, ...single]
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(2)} s`
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
