// How does a web process hold the register in memory, and never answer from one that is out of date?
import type { Config } from '../../config.ts'
import type { Db } from '../../db/client.ts'
import { shareQuestion } from '../../db/share-question.ts'
import type { Log } from '../../log.ts'
import { type Kept, keptWith } from './kept-register.ts'
import { openLoader } from './load-in-thread.ts'
import { holdsPublicContracts } from './register-change-queries.ts'
import type { HeldRegister } from './segment.ts'

export interface RegisterIndex {
  /**
   * The register no older than `version`, which the caller asked the database for just now; null to ask the database: when
   * the register is small, not loaded yet, or would take too long to be brought up to date. What is handed out never
   * changes, and may be kept for as long as an export takes. Never throws.
   */
  current(version: string): Promise<HeldRegister | null>
  /** Begins to load where the register is large enough. */
  warm(): void
  close(): Promise<void>
}

export interface IndexDeps {
  /** Where versions are asked for, and the same by its address, for the thread. */
  readDb: Db
  readUrl: string
  log: Log
  config: Pick<Config, 'SEARCH_INDEX_FROM'>
}

/**
 * In milliseconds. One authority of three thousand contracts is read in a tenth of that, and the database answers nearly
 * every search within as much: who has waited so long had better be sent there.
 */
const WAIT = 500

/** In milliseconds, after a failure; searches ask the database in the meantime. */
const PAUSE = 2_000

/** Nothing is opened or read before the first question. */
export function keepRegister(deps: IndexDeps): RegisterIndex {
  const copy = openCopy(deps)
  /** The version for which a register that is not held was looked at last. */
  let lookedAt: string | null = null

  const begin = async (version: string | null) => {
    if (copy.rests() || (lookedAt !== null && lookedAt === version)) return
    lookedAt = version
    await copy.refresh()
    // Looked at again for the same version once it has rested.
    if (copy.rests()) lookedAt = null
  }

  return {
    async current(version) {
      const kept = copy.kept()
      if (kept === null) {
        void begin(version)
        return null
      }
      if (kept.register.version === version) return kept.register
      const isLong = copy.takenSoFar() > WAIT
      const caughtUp = copy.refresh()
      if (isLong) return null
      const next = await within(WAIT, caughtUp)
      // A look that began after the version was asked for shows all of that version, unless it was at a replica behind.
      return next !== null && next.seen.upTo >= latestOf(version) ? next.register : null
    },
    warm: () => void begin(null),
    close: copy.close,
  }
}

/** The copy of the register, and the looks at the database that bring it up to date, one at a time. */
function openCopy({ readDb, readUrl, log, config: { SEARCH_INDEX_FROM: from } }: IndexDeps) {
  const loader = openLoader(readUrl)
  let kept: Kept | null = null
  let isClosed = false
  let restsUntil = 0
  /** When the look under way began. */
  let began: number | null = null

  const bringUpToDate = async (): Promise<Kept | null> => {
    if (kept === null && from > 0 && !(await holdsPublicContracts(readDb, from))) return null
    const next = isClosed ? null : await keptWith(kept, await loader.load(kept?.seen ?? null))
    kept = next !== null && !isClosed && contractsIn(next) >= from ? next : null
    if (kept === null) await loader.end()
    return kept
  }

  const look = async (): Promise<Kept | null> => {
    if (isClosed || rests()) return null
    began = performance.now()
    try {
      return await bringUpToDate()
    } catch (error) {
      if (isClosed) return null
      restsUntil = performance.now() + PAUSE
      log.warn({ err: error }, 'The register in memory could not be brought up to date.')
      return null
    } finally {
      began = null
    }
  }

  const rests = () => performance.now() < restsUntil
  return {
    kept: () => kept,
    /** What is held after a look at the database that began after this was asked; null where nothing is, or none came about. */
    refresh: shareQuestion(look),
    /** Whether the last look failed, a short while ago. */
    rests,
    /** For how long, in milliseconds, the look under way has lasted; 0 where none is. */
    takenSoFar: () => (began === null ? 0 : performance.now() - began),
    async close() {
      isClosed = true
      kept = null
      await loader.end()
    },
  }
}

/** The number of the latest note in a version; 0 where there is none. */
function latestOf(version: string): number {
  return Number(version.split('-')[0])
}

function contractsIn({ register }: Kept): number {
  return register.segments.reduce((sum, { size }) => sum + size, 0)
}

/** The answer, or null when it has not come by then. */
async function within<Answer>(milliseconds: number, answer: Promise<Answer>): Promise<Answer | null> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), milliseconds)
  })
  try {
    return await Promise.race([answer, late])
  } finally {
    clearTimeout(timer)
  }
}
