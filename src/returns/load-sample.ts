// How does an empty register get the made-up returns that show what it can do?
import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { appendAudit, wasRecorded } from '../audit/audit-queries.ts'
import type { Deps } from '../deps.ts'
import { readCsv } from '../lib/csv.ts'
import { seedTechnologies } from '../technologies/seed-technologies.ts'
import { countRealReturns } from './return-queries.ts'
import { submitReturn } from './submit-return.ts'
import { waitForReturn } from './wait-for-return.ts'

const ACTOR = 'sample data'
const LOADED = 'sample.loaded'
const FOLDER = new URL('../../fixtures/returns/', import.meta.url)
const PRODUCTS = new URL('../../fixtures/sample-products.csv', import.meta.url)

export interface SampleLoad {
  returns: number
  good: number
}

/**
 * Sends the sample through the pipeline like any return, in the order received; null when the register holds a return
 * that is not of the sample, or held all of the sample before. A start that was cut short is gone on with.
 */
export async function loadSample(deps: Deps): Promise<SampleLoad | null> {
  if ((await countRealReturns(deps.db)) > 0 || (await wasRecorded(deps.db, LOADED))) return null
  await seedTechnologies(deps.db, await readFile(PRODUCTS, 'utf8'), 'sample')
  const entries = readCsv(await readFile(new URL('index.csv', FOLDER), 'utf8'))
  let good = 0
  for (const { file = '', authority = '', publish } of entries) {
    good += await loadOne(deps, file, authority, publish !== 'no')
  }
  await appendAudit(deps.db, { actor: ACTOR, action: LOADED, subjectKind: 'register', subjectId: 'sample' })
  return { returns: entries.length, good }
}

/** The good rows of the return; some are left in review on purpose, to show what an officer is asked. */
async function loadOne(deps: Deps, file: string, authoritySlug: string, publish: boolean): Promise<number> {
  const outcome = await submitReturn(deps, {
    authoritySlug,
    fileName: file,
    content: createReadStream(new URL(file, FOLDER)),
    actor: ACTOR,
    publishWhenRead: publish,
    isSample: true,
  })
  if (outcome.status === 'refused')
    throw new Error(`The sample return ${file} was refused: ${outcome.message}`)
  const until = publish ? 'published' : 'read'
  const end = await waitForReturn(deps, outcome.returnId, { seconds: 60, until })
  if (end.state !== until)
    throw new Error(`The sample return ${file} ended as ${end.state}: ${end.refusal?.message}`)
  return end.counts?.good ?? 0
}
