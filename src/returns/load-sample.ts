// How does an empty register get the made-up returns that show what it can do?
import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import type { Deps } from '../deps.ts'
import { readCsv } from '../lib/csv.ts'
import { countReturns } from './return-queries.ts'
import { submitReturn } from './submit-return.ts'
import { waitForReturn } from './wait-for-return.ts'

const FOLDER = new URL('../../fixtures/returns/', import.meta.url)

export interface SampleLoad {
  returns: number
  good: number
}

/** Sends the sample through the pipeline like any return, in the order received; null when the register holds returns. */
export async function loadSample(
  deps: Deps,
  onReturn: (done: number, of: number) => void,
): Promise<SampleLoad | null> {
  if ((await countReturns(deps.db)) > 0) return null
  const entries = readCsv(await readFile(new URL('index.csv', FOLDER), 'utf8')).filter(
    (entry) => entry.kind === 'contracts',
  )
  let good = 0
  for (const [at, entry] of entries.entries()) {
    const { file = '', authority = '' } = entry
    const outcome = await submitReturn(deps, {
      authoritySlug: authority,
      fileName: file,
      content: createReadStream(new URL(file, FOLDER)),
      actor: 'sample data',
      publishWhenRead: true,
      isSample: true,
    })
    if (outcome.status === 'refused')
      throw new Error(`The sample return ${file} was refused: ${outcome.message}`)
    const end = await waitForReturn(deps, outcome.returnId, { seconds: 60 })
    if (end.state !== 'published')
      throw new Error(`The sample return ${file} ended as ${end.state}: ${end.refusal?.message}`)
    good += end.counts?.good ?? 0
    onReturn(at + 1, entries.length)
  }
  return { returns: entries.length, good }
}
