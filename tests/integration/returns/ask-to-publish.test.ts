import { expect, it } from 'vitest'
import { AT_ONCE_ROWS, askToPublish } from '../../../src/returns/ask-to-publish.ts'
import { waitForReturn } from '../../../src/returns/wait-for-return.ts'
import { useDatabase } from '../../support/database.ts'
import { openTestDeps, withWorkers } from '../../support/pipeline.ts'
import { storeReadReturn } from '../../support/stored-return.ts'

const database = useDatabase()
const row = { local_reference: 'A1', title: 'Payroll', supplier_name_raw: 'Quillmere Software Ltd' }

it('leaves a large return to a worker, which publishes it once', async () => {
  const id = await storeReadReturn(database.sql, 'alpha', [row])
  const many = AT_ONCE_ROWS + 1
  await database.sql`update returns set rows_read = ${many}, rows_good = ${many} where id = ${id}`
  expect(await askToPublish(database, id, 'person:1')).toBe(true)
  const [asked] = await database.sql`select state, publish_when_read from returns where id = ${id}`
  expect(asked).toEqual({ state: 'read', publish_when_read: true })
  const deps = await openTestDeps(database.url)
  await withWorkers(deps)
  expect(await waitForReturn(deps, id, { seconds: 20 })).toMatchObject({
    state: 'published',
    contracts: { new: 1 },
  })
  expect(await askToPublish(database, id, 'person:1')).toBe(false)
})

it('leaves a small return to be published at once', async () => {
  const id = await storeReadReturn(database.sql, 'beta', [row])
  expect(await askToPublish(database, id, 'person:1')).toBe(false)
})
