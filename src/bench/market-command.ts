// How long do the pages take on which suppliers, prices and shares are compared?
import { buildApp } from '../app.ts'
import type { Deps } from '../deps.ts'
import { paths, withQuery } from '../web/paths.ts'
import { makeRegister } from './made-up-register-queries.ts'
import { makeSystems, mostCompared } from './made-up-systems-queries.ts'
import { withRegister } from './search-command.ts'

type Say = (line: string) => void

const EACH = 7

/** Builds a register of that size in a new cluster and prints the slowest and the middle of seven answers, none of them kept. */
export async function marketCommand(say: Say, contracts: number): Promise<void> {
  await withRegister(async (deps) => {
    await makeRegister(deps.db, contracts)
    await makeSystems(deps.db)
    const app = await buildApp(deps)
    try {
      for (const path of await pathsAsked(deps)) {
        const times: number[] = []
        for (let n = 0; n < EACH; n += 1) {
          const began = performance.now()
          const answer = await app.inject({ url: path, headers: { 'cache-control': 'no-cache' } })
          times.push(performance.now() - began)
          if (answer.statusCode !== 200)
            throw new Error(`${path}: ${answer.statusCode} ${answer.body.slice(0, 300)}`)
        }
        const sorted = times.toSorted((a, b) => a - b)
        const [middle = 0, slowest = 0] = [sorted[Math.floor(EACH / 2)], sorted.at(-1)]
        say(
          `${middle.toFixed(0).padStart(6)} ms, slowest ${slowest.toFixed(0).padStart(6)} ms  ${shown(path)}`,
        )
      }
    } finally {
      await app.close()
    }
  })
}

const shown = (path: string) => (path.length > 80 ? `${path.slice(0, 79)}…` : path)

/** Every page, for the largest suppliers and the product and service area that most report. */
async function pathsAsked({ db }: Deps): Promise<string[]> {
  const { suppliers, product, area } = await mostCompared(db)
  return [
    paths.market,
    withQuery(paths.compareSuppliers, { supplier: suppliers }),
    paths.technologyPeers(product),
    paths.areaPeers(area),
    paths.concentration,
    withQuery(paths.concentration, { by: 'group' }),
    withQuery(paths.concentration, { service_area: area }),
    withQuery(paths.concentration, { as_at: '2026-06-30' }),
    paths.concentrationOverTime,
    paths.concentrationFile('csv'),
  ]
}
