import { beforeAll, expect, it } from 'vitest'
import { findAlignment } from '../../src/market/find-alignment.ts'
import { deriveOpportunities } from '../../src/opportunities/derive-opportunities.ts'
import { useBrowser } from '../support/browser.ts'
import { faultsOf, noteErrors } from '../support/look-at-page.ts'
import { makeMarketScene } from '../support/market-scene.ts'
import { SCENE_NOW } from '../support/sample-scene.ts'
import { officerOf, useWebApp, type WebApp } from '../support/web-app.ts'

async function makeScene(database: WebApp['database']): Promise<void> {
  await makeMarketScene(database)
  await deriveOpportunities({ db: database.db, clock: () => SCENE_NOW })
  await findAlignment({ db: database.db, clock: () => SCENE_NOW })
}

const server = useWebApp(() => SCENE_NOW, makeScene)
const openPage = useBrowser()
let site = ''

beforeAll(async () => {
  site = await server().app.listen({ host: '127.0.0.1', port: 0 })
})
