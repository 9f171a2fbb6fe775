import { describe, expect, it } from 'vitest'
import { deriveOpportunities } from '../../../src/opportunities/derive-opportunities.ts'
import { publishReturn } from '../../../src/returns/publish-return.ts'
import { withdrawReturn } from '../../../src/returns/withdraw-return.ts'
import { useDatabase } from '../../support/database.ts'
import { type RowValues, storeReadReturn } from '../../support/stored-return.ts'

const database = useDatabase()
const deps = () => ({ db: database.db, clock: () => Date.parse('2026-11-21T10:00:00Z') })
const derive = (on = '2026-11-21') => deriveOpportunities(deps(), {}, on)

const row = (reference: string, more: Record<string, unknown>): RowValues => ({
  local_reference: reference,
  title: `Contract ${reference}`,
  supplier_name_raw: 'Quillmere Software Ltd',
  ...more,
})

async function publish(slug: string, rows: RowValues[], at = '2026-11-01T09:00:00Z'): Promise<string> {
  const id = await storeReadReturn(database.sql, slug, rows)
  await publishReturn(deps(), id, 'tester')
  await database.sql`update returns set published_at = ${at} where id = ${id}`
  return id
}

const all = (slug: string) => database.sql`
  select o.*, c.local_reference as reference from opportunities o join contracts c on c.id = o.contract_id
  join authorities a on a.id = c.authority_id where a.slug = ${slug} order by c.local_reference`

/** Example A of the worked examples, with England's bank holidays. */
const A = {
  start_on: '2024-04-01',
  current_end_on: '2028-03-31',
  value_whole_term_net: 400_000_00,
  has_options: false,
}

describe('deriving', () => {
  it('keeps for each public contract the days that the rules give, in pence and calendar days', async () => {
    await publish('alpha', [row('A', A), row('B', { current_end_on: '2026-06-30' }), row('C', {})])
    expect(await derive()).toMatchObject({ contracts: 3, changed: 3 })
    const days = await database.sql`
      select c.local_reference as reference, phase, upcoming, approach_from::text, tender_latest::text
      from opportunities join contracts c on c.id = contract_id order by 1`
    expect([...days]).toEqual([
      {
        reference: 'A',
        phase: 'watch',
        upcoming: true,
        approach_from: '2027-03-31',
        tender_latest: '2027-09-13',
      },
      {
        reference: 'B',
        phase: 'late',
        upcoming: false,
        approach_from: '2025-06-30',
        tender_latest: '2025-12-31',
      },
      { reference: 'C', phase: null, upcoming: false, approach_from: null, tender_latest: null },
    ])
    const [first] = await all('alpha')
    expect(first).toMatchObject({
      value_net: '40000000',
      value_gross: '48000000',
      value_band: '£100k to £5m',
      confidence: 75,
    })
  })

  it('changes nothing when it is done again, nor when two do it at once', async () => {
    const before = await all('alpha')
    const again = await Promise.all([derive(), derive(), derive()])
    expect(again.map(({ changed }) => changed)).toEqual([0, 0, 0])
    expect(await all('alpha')).toEqual(before)
  })

  it('keeps identity and tells what changed when an end moves or a day passes', async () => {
    const [before] = await all('alpha')
    await publish(
      'alpha',
      [
        row('A', { ...A, current_end_on: '2027-03-31' }),
        row('B', { current_end_on: '2026-06-30' }),
        row('C', {}),
      ],
      '2026-11-02T09:00:00Z',
    )
    await derive()
    const [after] = await all('alpha')
    expect(after).toMatchObject({ id: before?.id, phase: 'late' })
    const changes =
      await database.sql`select before, after from opportunity_changes where opportunity_id = ${before?.id ?? ''} order by id`
    expect(changes).toMatchObject([
      {
        before: { phase: 'watch', earliest_end: '2028-03-31' },
        after: { phase: 'late', earliest_end: '2027-03-31' },
      },
    ])
    await expect(database.sql`delete from opportunity_changes`).rejects.toThrow(/append-only/)
  })

  it('asks for derivation in the transaction that publishes or withdraws', async () => {
    await publish('beta', [row('A', A)])
    const asked = await database.sql`
      select payload from outbox where job = 'derive-opportunities' and (payload->>'authorityId')::int =
        (select id from authorities where slug = 'beta')`
    expect(asked).toHaveLength(1)
  })

  it('brings the same opportunity back when a withdrawn return is published anew', async () => {
    const id = await publish('gamma', [row('A', A)])
    await derive()
    const [first] = await all('gamma')
    await withdrawReturn(deps(), id, 'tester', 'wrong file')
    await derive()
    await publish('gamma', [row('A', A)], '2026-11-03T09:00:00Z')
    await derive()
    expect((await all('gamma'))[0]?.id).toBe(first?.id)
  })

  it('takes the lead time of a core business system from the deployment under the contract', async () => {
    await publish('delta', [row('A', A)])
    await derive()
    await database.sql`insert into service_areas (code, label, kind, core_system, position) values ('x', 'X', 'front_line', true, 1)`
    const [contract] =
      await database.sql`select c.id, c.authority_id from contracts c join authorities a on a.id = c.authority_id where a.slug = 'delta'`
    await database.sql`insert into technologies (slug, product, source) values ('t', 'T', 'return')`
    await database.sql`insert into deployments (authority_id, technology_id, natural_key, is_public, technology, service_area_code, contract_id)
      select ${contract?.authority_id}, id, gen_random_uuid(), true, 'T', 'x', ${contract?.id} from technologies where slug = 't'`
    await derive()
    expect(
      (
        await database.sql`select approach_from::text as day from opportunities where contract_id = ${contract?.id}`
      )[0]?.day,
    ).toBe('2026-09-30')
  })
})
