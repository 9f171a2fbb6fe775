import { expect, it } from 'vitest'
import { waitForReturn } from '../../../src/returns/wait-for-return.ts'
import { publishReturnHandler } from '../../../workers/publish-return.ts'
import { useDatabase } from '../../support/database.ts'
import { openTestDeps, returnId, submitText, withWorkers } from '../../support/pipeline.ts'
import { storeAuthority, storeReadReturn } from '../../support/stored-return.ts'

const database = useDatabase()
const TEXT = 'Contract reference,Title,Supplier name,Current end date\nR1,Payroll,Quillmere Ltd,31/03/2027\n'
const ownerOf = async (id: string) => {
  const [row] = await database.sql<{ slug: string; state: string }[]>`
    select a.slug, r.state from returns r join authorities a on a.id = r.authority_id where r.id = ${id}`
  return row
}

it('takes authority and file from the return, never from the job: one that says more is failed, and the return read as it is', async () => {
  await storeAuthority(database.sql, 'north')
  const southId = await storeAuthority(database.sql, 'south')
  const deps = await openTestDeps(database.url)
  const id = returnId(await submitText(deps, 'north', TEXT, { publish: false }))
  await database.sql`
    update outbox set payload = payload || ${database.sql.json({ authorityId: southId, authority: 'south' })}
    where payload->>'returnId' = ${id}`
  await withWorkers(deps)
  await waitForReturn(deps, id, { seconds: 60, until: 'read' })
  expect(await ownerOf(id)).toEqual({ slug: 'north', state: 'read' })
  const [foreign] = await database.sql`select count(*)::int as n from returns where authority_id = ${southId}`
  expect(foreign).toEqual({ n: 0 })
}, 70_000)

it('publishes nothing that nobody asked to publish, though a job names it', async () => {
  const id = await storeReadReturn(database.sql, 'west', [
    { title: 'Locks', supplier_name_raw: 'Lantorel Ltd' },
  ])
  const deps = await openTestDeps(database.url)
  await publishReturnHandler(deps, { returnId: id })
  expect(await ownerOf(id)).toEqual({ slug: 'west', state: 'read' })
})
