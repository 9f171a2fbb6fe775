import { setTimeout as sleep } from 'node:timers/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { benchReturn } from '../../../src/bench/made-up-return.ts'
import { readStoredReturn } from '../../../src/returns/read-stored-return.ts'
import { claimForReading } from '../../../src/returns/reading-claim-queries.ts'
import { findReturn, listReturnIssues } from '../../../src/returns/return-queries.ts'
import { waitForReturn } from '../../../src/returns/wait-for-return.ts'
import { useDatabase } from '../../support/database.ts'
import {
  killHard,
  openTestDeps,
  returnId,
  spawnWorker,
  submitText,
  withWorkers,
} from '../../support/pipeline.ts'
import { queueBackend } from '../../support/queue-backend.ts'
import { storeAuthority } from '../../support/stored-return.ts'

const database = useDatabase()
const AUTHORITIES = [
  'alpha',
  'beta',
  'gamma',
  'delta',
  'epsilon',
  'zeta',
  'eta',
  'theta',
  'iota',
  'kappa',
  'lambda',
  'mu',
]

beforeAll(async () => {
  for (const slug of AUTHORITIES) await storeAuthority(database.sql, slug)
})

const HEADINGS = 'Contract reference,Title,Supplier name,Start date,End date,Total contract value (ex VAT)\n'
const small = (title: string) =>
  `${HEADINGS}R1,${title},Quillmere Software Ltd,01/04/2024,31/03/2027,"12,500.00"\nR2,Library stock,Pellwick Ltd,01/04/2024,31/02/2027,900\n\n`

/** What the public would see, in one text; ids and times left out. */
async function digest(slug: string): Promise<string> {
  const rows = await database.sql`
    select c.local_reference, c.title, c.supplier_name_raw, c.start_on::text, c.current_end_on::text, c.value_pence::text, v.number
    from contracts c join contract_versions v on v.id = c.version_id join authorities a on a.id = c.authority_id
    where a.slug = ${slug} and c.is_public order by 1, 2, 3, 4`
  return JSON.stringify(rows)
}

describe(`the pipeline, queue on ${queueBackend}`, () => {
  it('takes a file from submission to publication, every row accounted for', async () => {
    const deps = await openTestDeps(database.url)
    await withWorkers(deps)
    const id = returnId(await submitText(deps, 'alpha', small('Payroll')))
    const end = await waitForReturn(deps, id, { seconds: 20 })
    expect(end).toMatchObject({
      state: 'published',
      counts: { read: 2, good: 1, bad: 1, ignored: 0, blank: 0 },
    })
    const issues = await listReturnIssues(deps.db, id, { limit: 10, severity: 'error' })
    expect(issues).toMatchObject([{ line: 3, column: 5, value: '31/02/2027', field: 'current_end_on' }])
    expect(await digest('alpha')).toContain('Payroll')
  })

  it('answers the same bytes with the return that is there, also when they come twice at once', async () => {
    const deps = await openTestDeps(database.url)
    const both = await Promise.all([
      submitText(deps, 'beta', small('Twice')),
      submitText(deps, 'beta', small('Twice')),
    ])
    expect(both.map((outcome) => outcome.status).sort()).toEqual(['already_received', 'received'])
    expect(new Set(both.map(returnId)).size).toBe(1)
    expect((await submitText(deps, 'gamma', small('Twice'))).status).toBe('received')
  })

  it('refuses an empty file and one over the limit, and keeps nothing of them', async () => {
    const deps = await openTestDeps(database.url, { RETURN_MAX_BYTES: 1_000 })
    expect(await submitText(deps, 'gamma', '')).toMatchObject({ status: 'refused', code: 'empty_file' })
    expect(await submitText(deps, 'gamma', 'x'.repeat(1_001))).toMatchObject({
      status: 'refused',
      code: 'file_too_large',
    })
    expect(await database.sql`select from files where bytes = 1001`).toHaveLength(0)
  })

  it('keeps why a file cannot be used', async () => {
    const deps = await openTestDeps(database.url)
    await withWorkers(deps)
    const end = await waitForReturn(deps, returnId(await submitText(deps, 'delta', 'no table here')), {
      seconds: 20,
    })
    expect(end.state).toBe('refused')
    expect(end.refusal?.message.length).toBeGreaterThan(20)
  })

  it('keeps a file with NUL in a heading and in cells, the rest of which is published', async () => {
    const deps = await openTestDeps(database.url)
    await withWorkers(deps)
    const text = small('Pay\0roll').replace('Start date', 'Start\0date').replace('31/02/2027', '31/03/2027')
    const end = await waitForReturn(deps, returnId(await submitText(deps, 'kappa', text)), { seconds: 20 })
    expect(end).toMatchObject({ state: 'published', counts: { read: 2, good: 1, bad: 1 } })
    expect(await digest('kappa')).toContain('Library stock')
    const [kept] = await database.sql`
      select r.mapping->3->>'heading' as heading, w.values->>'title' as title from returns r
      join return_rows w on w.return_id = r.id and w.data_row = 1 where r.id = ${end.id}`
    expect(kept).toEqual({ heading: 'Start␀date', title: 'Pay␀roll' })
  })

  it('keeps why a file with NUL where its headings should be cannot be used', async () => {
    const deps = await openTestDeps(database.url)
    await withWorkers(deps)
    const id = returnId(await submitText(deps, 'lambda', 'one\0,two\nthree,four\n'))
    expect(await waitForReturn(deps, id, { seconds: 20 })).toMatchObject({ state: 'refused' })
  })

  it('gives up a return that cannot be read whenever it is tried, and says so', async () => {
    const deps = await openTestDeps(database.url)
    const id = returnId(await submitText(deps, 'mu', small('Never')))
    await database.sql.unsafe(`
      create function no_room() returns trigger language plpgsql as $$ begin raise exception 'no room'; end $$;
      create trigger no_room before insert on stated_rows for each row when (new.return_id = '${id}') execute function no_room()`)
    await withWorkers(deps)
    const end = await waitForReturn(deps, id, { seconds: 40 })
    expect(end).toMatchObject({ state: 'failed', refusal: { code: 'failed_here' } })
  }, 60_000)

  it('waits for the officer where publication was not asked for', async () => {
    const deps = await openTestDeps(database.url)
    await withWorkers(deps)
    const id = returnId(await submitText(deps, 'epsilon', small('Later'), { publish: false }))
    expect(await waitForReturn(deps, id, { seconds: 20, until: 'read' })).toMatchObject({ state: 'read' })
    expect(await digest('epsilon')).toBe('[]')
  })

  it('reads a return once, however often and however simultaneously it is asked to', async () => {
    const deps = await openTestDeps(database.url)
    const id = returnId(await submitText(deps, 'zeta', small('Once'), { publish: false }))
    const outcomes = await Promise.all([1, 2, 3].map(() => readStoredReturn(deps, id)))
    expect(outcomes.filter((outcome) => outcome === 'read')).toHaveLength(1)
    expect(await readStoredReturn(deps, id)).toBe('not_mine')
    const [row] = await database.sql<
      { n: number }[]
    >`select count(*)::int as n from return_rows where return_id = ${id}`
    expect(row?.n).toBe(2)
  })

  it('lets an attempt that was thought dead change nothing when it comes back', async () => {
    const deps = await openTestDeps(database.url)
    const id = returnId(await submitText(deps, 'eta', small('Fenced'), { publish: false }))
    const first = await claimForReading(deps.db, id)
    await database.sql`update returns set heartbeat_at = now() - interval '1 minute' where id = ${id}`
    const second = await claimForReading(deps.db, id)
    expect([first?.attempt, second?.attempt]).toEqual([1, 2])
    const late =
      await database.sql`update returns set rows_so_far = 9 where id = ${id} and attempt = 1 returning 1`
    expect(late).toHaveLength(0)
  })

  it('goes on by itself when the queue has lost the job', async () => {
    const deps = await openTestDeps(database.url)
    const id = returnId(await submitText(deps, 'theta', small('Lost')))
    await database.sql`update outbox set sent_at = now() - interval '1 hour' where payload->>'returnId' = ${id}`
    await database.sql`update returns set received_at = now() - interval '1 hour' where id = ${id}`
    await withWorkers(deps)
    expect(await waitForReturn(deps, id, { seconds: 20 })).toMatchObject({ state: 'published' })
  })

  it('ends the same after kill -9 of the worker in the middle, as without', async () => {
    const deps = await openTestDeps(database.url)
    const text = [...benchReturn(8_000, 7)].join('')
    const id = returnId(await submitText(deps, 'iota', text))
    const doomed = spawnWorker(deps)
    await waitUntil(async () => ((await findReturn(deps.db, id, null))?.state ?? '') === 'reading')
    await killHard(doomed)
    expect((await findReturn(deps.db, id, null))?.state).toBe('reading')
    spawnWorker(deps)
    const end = await waitForReturn(deps, id, { seconds: 60 })
    expect(end).toMatchObject({ state: 'published', counts: { read: 8_000 } })
    const interrupted = await digest('iota')
    const [row] = await database.sql<
      { n: number }[]
    >`select count(*)::int as n from return_rows where return_id = ${id}`
    expect(row?.n).toBe(8_000)

    await storeAuthority(database.sql, 'undisturbed')
    const undisturbed = returnId(await submitText(deps, 'undisturbed', text))
    await waitForReturn(deps, undisturbed, { seconds: 60 })
    expect(await digest('undisturbed')).toBe(interrupted)
  }, 120_000)
})

async function waitUntil(holds: () => Promise<boolean>): Promise<void> {
  for (let look = 0; look < 600; look += 1) {
    if (await holds()) return
    await sleep(25)
  }
  throw new Error('It did not come to pass within 15 seconds.')
}
