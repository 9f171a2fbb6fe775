// How are new notices collected from the services that publish them, politely?
import type { Config } from '../config.ts'
import type { Deps } from '../deps.ts'
import { type FetchedPage, fetchPage } from './fetch-page.ts'
import { importReleases } from './import-notices.ts'
import type { Imported } from './imported.ts'
import { readPackage } from './release-package.ts'
import { isPart, textOf } from './release-parts.ts'
import {
  claimSource,
  releaseSource,
  type SourceName,
  type SourceState,
  saveSource,
} from './source-queries.ts'

const SECOND = 1_000
const HELD_SECONDS = 300
/** Between two requests to one service. */
const PAUSE = 2 * SECOND
/** A wait asked for that is longer ends the run; the next one goes on where this one stopped. */
const LONGEST_WAIT = 60 * SECOND
const MOST_PAGES = 200
const MOST_WAITS = 5
const FIRST_RUN_DAYS = 30
const DAY = 86_400 * SECOND

const SOURCES = {
  'find-a-tender': { setting: 'FIND_A_TENDER_URL', from: 'updatedFrom' },
  'contracts-finder': { setting: 'CONTRACTS_FINDER_URL', from: 'publishedFrom' },
} as const satisfies Record<SourceName, { setting: keyof Config; from: string }>

/** How one run ended: `read to the end`, `told to wait`, `enough for one run`, `held by another run`, or a problem. */
export type Collected = { source: SourceName; pages: number; kept: number; ofOthers: number; ended: string }

export type Collecting = {
  /** Resolves after so many milliseconds. */
  wait: (milliseconds: number) => Promise<void>
  pause?: number
}

const patient: Collecting = { wait: (milliseconds) => new Promise((done) => setTimeout(done, milliseconds)) }

/**
 * Reads each configured service from where its last run stopped, one request at a time. The cursor is kept in the
 * transaction that keeps the page: a crash costs one page, and the same page twice changes nothing. Does as
 * `Retry-After` says; asks with the `ETag` of an unchanged page.
 */
export async function collectNotices(
  deps: Pick<Deps, 'db' | 'clock' | 'config'>,
  collecting: Collecting = patient,
): Promise<Collected[]> {
  const runs: Collected[] = []
  for (const source of Object.keys(SOURCES) as SourceName[]) {
    const base = deps.config[SOURCES[source].setting]
    if (base !== undefined) runs.push(await collectFrom(deps, source, base, collecting))
  }
  return runs
}

type Run = { deps: Pick<Deps, 'db' | 'clock'>; source: SourceName; base: string; collected: Collected }

async function collectFrom(
  deps: Pick<Deps, 'db' | 'clock'>,
  source: SourceName,
  base: string,
  { wait, pause = PAUSE }: Collecting,
): Promise<Collected> {
  const collected: Collected = { source, pages: 0, kept: 0, ofOthers: 0, ended: 'held by another run' }
  const claimed = await claimSource(deps.db, source, deps.clock(), HELD_SECONDS)
  if (claimed === null) return collected
  const run: Run = { deps, source, base, collected }
  let problem: string | null = null
  try {
    collected.ended = await readPages(run, claimed, wait, pause)
  } catch (error) {
    problem = error instanceof Error ? error.message : String(error)
    collected.ended = problem
  }
  await releaseSource(deps.db, source, problem)
  return collected
}

async function readPages(
  run: Run,
  claimed: SourceState,
  wait: Collecting['wait'],
  pause: number,
): Promise<string> {
  let state = claimed
  let waits = 0
  while (run.collected.pages < MOST_PAGES) {
    const left = (state.notBefore ?? 0) - run.deps.clock()
    if (left > LONGEST_WAIT || waits > MOST_WAITS) return 'told to wait'
    if (left > 0) await wait(left)
    if (run.collected.pages > 0) await wait(pause)
    const url = state.nextUrl ?? firstPage(run, state)
    const page = await fetchPage(url, run.base, asking(state))
    if (page.status === 429 || page.status === 503 || page.status === 403) {
      waits += 1
      state = { ...state, notBefore: run.deps.clock() + waitOf(page, run.deps.clock()) }
      await saveSource(run.deps.db, run.source, state, null, heldUntil(run))
      continue
    }
    if (page.status === 304) return 'read to the end'
    if (page.status !== 200) throw new Error(`The service answers ${page.status}.`)
    waits = 0
    state = await keepPage(run, state, url, page)
    if (state.nextUrl === null) return 'read to the end'
  }
  return 'enough for one run'
}

const heldUntil = ({ deps }: Run) => deps.clock() + HELD_SECONDS * SECOND

/** The first page of a run: what was updated since the last one. */
function firstPage({ base, source, deps }: Run, { updatedFrom }: SourceState): string {
  const url = new URL(base)
  const from = new Date(updatedFrom ?? deps.clock() - FIRST_RUN_DAYS * DAY)
  url.searchParams.set(SOURCES[source].from, from.toISOString().slice(0, 19))
  url.searchParams.set('limit', '100')
  return url.href
}

function asking({ nextUrl, etag, lastModified }: SourceState): Record<string, string> {
  const headers: Record<string, string> = {
    accept: 'application/json',
    'user-agent': 'Thirty3 (register of council contracts)',
  }
  if (nextUrl !== null) return headers
  if (etag !== null) headers['if-none-match'] = etag
  if (lastModified !== null) headers['if-modified-since'] = lastModified
  return headers
}

/** Keeps releases and cursor together. A next page on another host, or the same page again, ends the run as a problem. */
async function keepPage(
  { deps, source, base, collected }: Run,
  state: SourceState,
  url: string,
  page: FetchedPage,
) {
  const found = readPackage(JSON.parse(page.body))
  if (found === null) throw new Error('The answer is no release package.')
  const next = found.next === null || found.releases.length === 0 ? null : new URL(found.next, url).href
  if (next === url) throw new Error('The service names the same page as the next one.')
  if (next !== null && new URL(next).host !== new URL(base).host)
    throw new Error(`The next page is on another host, ${new URL(next).host}.`)
  const seenUntil = latest(found.releases, state.seenUntil)
  const isLast = next === null
  const isOnly = isLast && state.nextUrl === null && (seenUntil ?? 0) <= (state.updatedFrom ?? 0)
  const after: SourceState = {
    nextUrl: next,
    updatedFrom: isLast ? (seenUntil ?? state.updatedFrom) : state.updatedFrom,
    seenUntil: isLast ? null : seenUntil,
    etag: isOnly ? header(page, 'etag') : null,
    lastModified: isOnly ? header(page, 'last-modified') : null,
    notBefore: null,
  }
  const options = { keepOthers: false, isMadeUp: found.isMadeUp }
  const imported = await deps.db.transaction(async (tx) => {
    const brought: Imported = await importReleases(tx, found.releases, options)
    await saveSource(tx, source, after, brought, deps.clock() + HELD_SECONDS * SECOND)
    return brought
  })
  collected.pages += 1
  collected.kept += imported.new + imported.changed
  collected.ofOthers += imported.ofOthers
  return after
}

function latest(releases: readonly unknown[], before: number | null): number | null {
  return releases.reduce<number | null>((last, release) => {
    const at = isPart(release) ? Date.parse(textOf(release, 'date')) : Number.NaN
    return Number.isNaN(at) || (last !== null && at <= last) ? last : at
  }, before)
}

function header({ headers }: FetchedPage, name: string): string | null {
  const value = headers[name]
  return typeof value === 'string' ? value : null
}

/** Milliseconds to wait: `Retry-After` in seconds or as a date; else five minutes after a 403, one after the others. */
function waitOf(page: FetchedPage, now: number): number {
  const asked = header(page, 'retry-after')
  const fallback = page.status === 403 ? 300 * SECOND : 60 * SECOND
  if (asked === null) return fallback
  if (/^\d{1,6}$/.test(asked.trim())) return Number(asked) * SECOND
  const at = Date.parse(asked)
  return Number.isNaN(at) ? fallback : Math.max(0, at - now)
}
