// How do contracts leave as packages of the Open Contracting Data Standard 1.1.5?
import type { AskedContracts } from '../contracts/contract-filter-queries.ts'
import { eachContract } from '../contracts/contract-search-queries.ts'
import { type ContractVersion, versionsOfContracts } from '../contracts/contract-version-queries.ts'
import type { Queryable } from '../db/client.ts'
import type { CalendarDate } from '../lib/calendar-date.ts'
import { compiledReleaseOf, ocidOf, releaseOf, UK_EXTENSION } from './ocds-release.ts'

const OPEN_GOVERNMENT_LICENCE = 'http://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/'

export interface OcdsPackage {
  kind: 'releases' | 'records'
  /** Address of the package itself. */
  uri: string
  /** Address of the site. */
  site: string
  /** ISO 8601. */
  publishedAt: string
  today: CalendarDate
}

/**
 * Every contract asked for: its releases, or a record with its releases and what they come to. Holds a batch at a time.
 * Null when there is none, since a package of the standard holds one at least.
 */
export async function ocdsPackageOfList(
  db: Queryable,
  asked: AskedContracts,
  made: OcdsPackage,
): Promise<AsyncGenerator<string> | null> {
  const contracts = contractVersions(db, eachContract(db, asked))
  const first = await contracts.next()
  if (first.done) return null
  const all = async function* () {
    yield first.value
    yield* contracts
  }
  return written(made, all())
}

/** The same of one contract; null when there is none to show. */
export async function ocdsPackageOfContract(
  db: Queryable,
  id: string,
  made: OcdsPackage,
): Promise<AsyncGenerator<string> | null> {
  const contracts = await versionsOfContracts(db, [id])
  return contracts.length === 0 ? null : written(made, contracts)
}

async function* contractVersions(
  db: Queryable,
  batches: AsyncGenerator<string[]>,
): AsyncGenerator<ContractVersion[]> {
  for await (const ids of batches) yield* await versionsOfContracts(db, ids)
}

async function* written(
  made: OcdsPackage,
  contracts: AsyncIterable<ContractVersion[]> | Iterable<ContractVersion[]>,
): AsyncGenerator<string> {
  const { kind, today } = made
  const head = JSON.stringify(packageOf(made))
  let piece = `${head.slice(0, -1)},"${kind}":[`
  let isFirst = true
  for await (const versions of contracts) {
    for (const one of kind === 'releases' ? releases(versions) : [record(versions, today)]) {
      piece += `${isFirst ? '' : ','}\n${JSON.stringify(one)}`
      isFirst = false
    }
    if (piece.length < 65_536) continue
    yield piece
    piece = ''
  }
  yield `${piece}\n]}\n`
}

function packageOf({ uri, site, publishedAt }: OcdsPackage) {
  return {
    uri,
    version: '1.1',
    extensions: [UK_EXTENSION],
    publishedDate: publishedAt,
    publisher: { name: 'Thirty3', uri: site },
    license: OPEN_GOVERNMENT_LICENCE,
    publicationPolicy: `${site}/data-dictionary`,
  }
}

function releases(versions: readonly ContractVersion[]) {
  return versions.map((version, at) => releaseOf(version, versions[at - 1] ?? null))
}

/** A process whose identifier changed between versions is known by the latest. */
function record(versions: readonly ContractVersion[], today: CalendarDate) {
  const latest = versions.at(-1) as ContractVersion
  const ocid = ocidOf(latest)
  return {
    ocid,
    releases: releases(versions).map((one) => ({ ...one, ocid })),
    compiledRelease: compiledReleaseOf(latest, today),
  }
}
