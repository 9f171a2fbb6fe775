import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { comparisonState, countChanges } from '../../../src/returns/change-queries.ts'
import { publishReturn } from '../../../src/returns/publish-return.ts'
import { findReturn } from '../../../src/returns/return-queries.ts'
import { waitForReturn } from '../../../src/returns/wait-for-return.ts'
import { withdrawReturn } from '../../../src/returns/withdraw-return.ts'
import { giveUp } from '../../../workers/give-up.ts'
import { useDatabase } from '../../support/database.ts'
import { openTestDeps, returnId, submitText, withWorkers } from '../../support/pipeline.ts'
import { storeAuthority } from '../../support/stored-return.ts'

const database = useDatabase()
const TEXT = 'Contract reference,Title,Supplier name,Current end date\nR1,Payroll,Quillmere Ltd,31/03/2027\n'

async function until<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (let times = 0; times < 400; times += 1) {
    const found = await look()
    if (found !== undefined) return found
    await sleep(25)
  }
  throw new Error('It did not come to pass within 10 seconds.')
}

it('compares a return as soon as it is read, and scores the register when it is published or withdrawn', async () => {
  await storeAuthority(database.sql, 'alpha')
  const deps = await openTestDeps(database.url)
  await withWorkers(deps)
  const id = returnId(await submitText(deps, 'alpha', TEXT, { publish: false }))
  await waitForReturn(deps, id, { seconds: 20, until: 'read' })
  await until(async () => ((await comparisonState(deps.db, id))?.is_current ? true : undefined))
  expect(await countChanges(deps.db, id)).toMatchObject({ new: 1, changed: 0, missing: 0 })
  await publishReturn(deps, id, 'tester')
  const score = () =>
    database.sql<{ points: number; return_id: string }[]>`select points, return_id from quality_scores`
  const [first] = await until(async () => ((await score()).length > 0 ? score() : undefined))
  expect(first).toMatchObject({ return_id: id })
  expect(first?.points).toBeGreaterThan(20)
  const later = returnId(await submitText(deps, 'alpha', `${TEXT}R2,Bins,Pellwick Ltd,TBC\n`))
  await waitForReturn(deps, later, { seconds: 20 })
  await until(async () => ((await score())[0]?.return_id === later ? true : undefined))
  await withdrawReturn(deps, later, 'tester', 'wrong file')
  await until(async () => ((await score())[0]?.return_id === id ? true : undefined))
})

it('leaves a return readable when it could not be compared', async () => {
  await storeAuthority(database.sql, 'beta')
  const deps = await openTestDeps(database.url)
  const id = returnId(await submitText(deps, 'beta', TEXT, { publish: false }))
  await giveUp(deps, { name: 'compare-return', data: { returnId: id } }, new Error('made up'))
  expect((await findReturn(deps.db, id, null))?.state).toBe('received')
  await giveUp(deps, { name: 'read-return', data: { returnId: id } }, new Error('made up'))
  expect((await findReturn(deps.db, id, null))?.state).toBe('failed')
})
