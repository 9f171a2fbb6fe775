// How long does it take to find contracts that could end together, and to show what was found?
import { addKey } from '../accounts/keys.ts'
import { buildApp } from '../app.ts'
import type { Deps } from '../deps.ts'
import { addDays, londonDay } from '../lib/calendar-date.ts'
import { searchAlignment } from '../market/alignment-list-queries.ts'
import { alignmentFilters } from '../market/alignment-schemas.ts'
import { findAlignment } from '../market/find-alignment.ts'
import { deriveOpportunities } from '../opportunities/derive-opportunities.ts'
import { makeRegister } from './made-up-register-queries.ts'
import { makeSystems } from './made-up-systems-queries.ts'
import { withRegister } from './search-command.ts'

type Say = (line: string) => void

/**
 * Builds a register in a new cluster and prints seconds of finding (first, again, a month later) and milliseconds of the
 * pages, each made anew; nothing is asserted.
 */
export async function alignmentCommand(say: Say, contracts: number): Promise<void> {
  await withRegister(async (deps) => {
    const began = performance.now()
    await makeRegister(deps.db, contracts)
    await makeSystems(deps.db)
    say(`${contracts} contracts, made in ${seconds(began)}`)
    const deriving = performance.now()
    await deriveOpportunities(deps)
    say(`their upcoming tenders derived in ${seconds(deriving)}`)
    const today = londonDay(deps.clock())
    for (const [what, on] of [
      ['first time', today],
      ['again, nothing changed', today],
      ['a month later', addDays(today, 30)],
      ['today again', today],
    ] as const) {
      const finding = performance.now()
      const found = await findAlignment(deps, on)
      say(
        `finder, ${what}: ${found.clusters} clusters of ${found.subjects} technologies and service areas in ${seconds(finding)}, ${found.changed} changed`,
      )
    }
    await measurePages(deps, say)
  })
}

const EACH = 20

async function measurePages(deps: Deps, say: Say): Promise<void> {
  const app = await buildApp(deps)
  try {
    const { clusters } = await searchAlignment(deps.readDb, alignmentFilters.parse({ limit: 1 }))
    const [largest] = clusters
    const { kind, code } = largest?.subject ?? { kind: '', code: '' }
    const asked = { authority: 'camden', name: 'bench', permissions: ['view-drafts'], days: 1 } as const
    const { key } = await addKey(deps, 'operator', asked)
    const headers = { 'cache-control': 'no-cache', authorization: `Bearer ${key}` }
    const board = await app.inject({ url: '/authorities/camden/board', headers })
    const contract = /board\/([0-9a-f-]{36})"/.exec(board.body)?.[1] ?? ''
    for (const path of [
      '/alignment',
      '/alignment?authority=camden&target_from=2028-01-01',
      '/alignment.json?limit=100',
      `/alignment/${kind}/${code}/${largest?.target}`,
      '/authorities/camden/board',
      `/authorities/camden/board/${contract}/paper`,
      `/contracts/${contract}/notices`,
    ]) {
      const times: number[] = []
      for (let time = 0; time < EACH; time += 1) {
        const asking = performance.now()
        const answer = await app.inject({ url: path, headers })
        if (answer.statusCode !== 200) throw new Error(`${path} answered ${answer.statusCode}`)
        times.push(performance.now() - asking)
      }
      times.sort((one, other) => one - other)
      const [p50 = 0, p95 = 0] = [times[EACH / 2], times[EACH - 2]]
      say(`page ${path}: p50 ${p50.toFixed(0)} ms, p95 ${p95.toFixed(0)} ms`)
    }
  } finally {
    await app.close()
  }
}

const seconds = (began: number) => `${((performance.now() - began) / 1000).toFixed(1)} s`
