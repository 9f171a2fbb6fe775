// How do releases become notices of the register?

import type { Tx } from '../db/client.ts'
import type { Deps } from '../deps.ts'
import { linkNoticesJob } from '../queue/jobs.ts'
import { enqueue } from '../queue/outbox-queries.ts'
import { findSuppliers } from '../suppliers/find-suppliers.ts'
import { authorityOfBuyer, buyersByName } from './buyer.ts'
import type { Imported } from './imported.ts'
import type { NoticeFacts } from './notice-facts.ts'
import { authorityNames, storeNotice } from './notice-store-queries.ts'
import { readRelease } from './read-release.ts'

export type ImportOptions = {
  /** Whether notices of buyers that are no authority here are kept as well. */
  keepOthers: boolean
  /** The releases are invented and are marked so wherever they are shown. */
  isMadeUp: boolean
}

const MOST_PROBLEMS = 20
const MOST_SUPPLIERS = 20
/** Processes that one job links. */
const MOST_LINKED = 500

/**
 * Keeps the releases and asks for them to be linked, as part of the caller's transaction. The same releases again change
 * nothing; any order ends in the same notices.
 */
export async function importReleases(
  tx: Tx,
  releases: readonly unknown[],
  options: ImportOptions,
): Promise<Imported> {
  const imported: Imported = {
    releases: releases.length,
    new: 0,
    changed: 0,
    known: 0,
    ofOthers: 0,
    refused: 0,
    problems: [],
  }
  const buyers = buyersByName(await authorityNames(tx))
  const touched = new Set<string>()
  for (const raw of releases) {
    const read = readRelease(raw)
    if ('refused' in read) {
      imported.refused += 1
      if (imported.problems.length < MOST_PROBLEMS) imported.problems.push(read.refused)
      continue
    }
    const { facts } = read
    const authorityId = authorityOfBuyer(facts.buyerName, buyers)
    if (authorityId === null) imported.ofOthers += 1
    if (authorityId === null && !options.keepOthers) continue
    const supplierIds = authorityId === null ? [] : await suppliersOf(tx, facts)
    const row = { facts, authorityId, supplierIds, isMadeUp: options.isMadeUp, raw }
    const outcome = await storeNotice(tx, row)
    if (authorityId !== null) imported[outcome] += 1
    if (authorityId !== null && outcome !== 'known') touched.add(facts.ocid)
  }
  const ocids = [...touched]
  for (let at = 0; at < ocids.length; at += MOST_LINKED)
    await enqueue(tx, linkNoticesJob, { ocids: ocids.slice(at, at + MOST_LINKED) })
  return imported
}

/** The same in a transaction of its own. */
export function importNotices(
  deps: Pick<Deps, 'db'>,
  releases: readonly unknown[],
  options: ImportOptions,
): Promise<Imported> {
  return deps.db.transaction((tx) => importReleases(tx, releases, options))
}

/** Suppliers of the register that the names surely mean, by the rules that settle the names of returns. */
async function suppliersOf(tx: Tx, { suppliers }: NoticeFacts): Promise<string[]> {
  const ids = new Set<string>()
  for (const wanted of suppliers.slice(0, MOST_SUPPLIERS)) {
    const { choice } = await findSuppliers(tx, wanted)
    if (choice.kind === 'merge') ids.add(choice.supplierId)
  }
  return [...ids]
}
