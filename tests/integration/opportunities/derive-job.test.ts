import { expect, it } from 'vitest'
import { openQueue } from '../../../src/queue/backend.ts'
import { publishReturn } from '../../../src/returns/publish-return.ts'
import { useDatabase } from '../../support/database.ts'
import { openTestDeps, withWorkers } from '../../support/pipeline.ts'
import { storeReadReturn } from '../../support/stored-return.ts'

const database = useDatabase()

it('derives what is published without being asked, and everything once a day, by schedules that exist once', async () => {
  const deps = await openTestDeps(database.url)
  await withWorkers(deps)
  await withWorkers(deps)
  const row = { title: 'Payroll', supplier_name_raw: 'Quillmere Software Ltd', current_end_on: '2079-03-31' }
  const id = await storeReadReturn(database.sql, 'alpha', [row])
  await publishReturn(deps, id, 'tester')
  await expect
    .poll(async () => (await database.sql`select phase from opportunities`)[0]?.phase, { timeout: 10_000 })
    .toBe('watch')
  await expect
    .poll(async () => (await database.sql`select count(*)::int as n from opportunity_runs`)[0]?.n, {
      timeout: 10_000,
    })
    .toBeGreaterThan(0)
  const queue = await openQueue({
    databaseUrl: deps.databaseUrl,
    redisUrl: deps.config.REDIS_URL,
    log: deps.log,
  })
  expect((await queue.repeats()).sort((a, b) => (a.id < b.id ? -1 : 1))).toEqual([
    { id: 'collect-notices hourly', pattern: '17 * * * *', timeZone: 'Europe/London' },
    { id: 'derive-opportunities nightly', pattern: '0 2 * * *', timeZone: 'Europe/London' },
    { id: 'run-alerts every five minutes', pattern: '*/5 * * * *', timeZone: 'Europe/London' },
  ])
  await queue.close()
})
