import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { liftWithholding, withholdField } from '../../../src/contracts/withhold-field.ts'
import { keysOfContract } from '../../../src/contracts/withholding-queries.ts'
import { compareReturn } from '../../../src/returns/compare-return.ts'
import { publishReturn } from '../../../src/returns/publish-return.ts'
import { latestPublication } from '../../../src/returns/return-states-queries.ts'
import { withdrawReturn } from '../../../src/returns/withdraw-return.ts'
import { carryAlike } from '../../support/carry-alike.ts'
import { useDatabase } from '../../support/database.ts'
import { type RowValues, storeAuthority, storeReadReturn } from '../../support/stored-return.ts'

const database = useDatabase()

/** What happens to a register, the same for the one whose returns state every row and the one whose returns carry rows on. */
type Step =
  | { does: 'return'; rows: RowValues[]; compared: boolean; seed: number }
  /** Read now, published after everything else. */
  | { does: 'late'; rows: RowValues[]; seed: number }
  | { does: 'withdraw' }
  | { does: 'withhold'; which: number; field: string; isRule: boolean }
  | { does: 'lift' }

interface Register {
  slug: string
  authorityId: number
  carries: boolean
  returns: string[]
  late: string[]
  carried: number
}

const SLOTS = [
  { local_reference: 'R1', title: 'Care' },
  { local_reference: 'R2', title: 'Care' },
  { local_reference: ' r3 ', title: 'Payroll' },
  { title: 'Care' },
  { title: 'Payroll', start_on: '2024-04-01' },
]
const VARIANTS = [
  {},
  {},
  {},
  { value_annual: 1_000_00 },
  { value_annual: 20_000_00 },
  { title: 'Day care' },
  { supplier_name_raw: 'QUILLMERE SOFTWARE LIMITED' },
  { supplier_name_raw: 'Ferrow Ltd' },
]

const rowOf = (slots: readonly object[]): fc.Arbitrary<RowValues> =>
  fc.tuple(fc.constantFrom(...slots), fc.constantFrom(...VARIANTS)).map(([slot, variant]) => ({
    local_reference: null,
    title: 'Care',
    supplier_name_raw: 'Quillmere Software Ltd',
    start_on: null,
    value_annual: null,
    ...slot,
    ...variant,
  }))

/** Files in which most contracts stand once and say one of a few things, now and then in parts, twice, or in another order. */
const file: fc.Arbitrary<RowValues[]> = fc
  .tuple(
    fc.tuple(...SLOTS.map((slot) => fc.option(rowOf([slot]), { freq: 4 }))),
    fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, fc.array(rowOf(SLOTS), { maxLength: 3 })),
  )
  .map(([once, more]) => [...once.flatMap((one) => one ?? []), ...more])
  .filter((rows) => rows.length > 0)
  .chain((rows) => fc.oneof(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length })))

const withholding = fc.record({
  does: fc.constant('withhold' as const),
  which: fc.nat(5),
  field: fc.constantFrom('value_annual', 'supplier_name_raw'),
  isRule: fc.boolean(),
})
const published = fc.record({
  does: fc.constant('return' as const),
  rows: file,
  compared: fc.boolean(),
  seed: fc.nat(9),
})
const late = fc.record({ does: fc.constant('late' as const), rows: file, seed: fc.nat(9) })
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 16, arbitrary: published },
  { weight: 2, arbitrary: late },
  { weight: 3, arbitrary: fc.constant({ does: 'withdraw' as const }) },
  { weight: 1, arbitrary: withholding },
  { weight: 1, arbitrary: fc.constant({ does: 'lift' as const }) },
)
const steps: fc.Arbitrary<Step[]> = fc
  .tuple(published, fc.array(step, { minLength: 2, maxLength: 6 }))
  .map(([first, more]) => [first, ...more])

async function take(register: Register, rows: RowValues[], seed: number): Promise<string> {
  const { sql } = database
  const id = await storeReadReturn(sql, register.slug, rows)
  await sql`
    insert into stated_issues (return_id, severity, code, line, data_row, field, message)
    select return_id, 'warning', 'no_start', line, data_row, 'start_on', 'Line ' || line || ': no start.' from stated_rows
    where return_id = ${id} and values->>'start_on' is null`
  if (register.carries) register.carried += await carryAlike(sql, id, seed)
  register.returns.push(id)
  return id
}

async function happen(register: Register, step: Step): Promise<unknown> {
  const { authorityId, returns } = register
  switch (step.does) {
    case 'return': {
      const id = await take(register, step.rows, step.seed)
      const before = step.compared ? await comparison(register, id) : []
      const outcome = await publishReturn(database, id, 'tester')
      return [before, outcome]
    }
    case 'late':
      register.late.push(await take(register, step.rows, step.seed))
      return []
    case 'withdraw': {
      const latest = await latestPublication(database.db, authorityId, 'contracts')
      if (latest !== null) await withdrawReturn(database, latest, 'tester', 'wrong')
      return returns.indexOf(latest ?? '')
    }
    case 'withhold':
      return withhold(register, step)
    case 'lift': {
      const [one] = await database.sql<{ id: number }[]>`
        select id::float8 as id from withholdings where authority_id = ${authorityId} and lifted_at is null order by id limit 1`
      return one === undefined ? null : await liftWithholding(database, one.id, 'tester')
    }
  }
}

async function withhold(
  { authorityId }: Register,
  { which, field, isRule }: { which: number; field: string; isRule: boolean },
) {
  const contracts = await database.sql<{ id: string }[]>`
    select id from contracts where authority_id = ${authorityId} and is_public order by natural_key`
  const contractId = contracts[which % Math.max(1, contracts.length)]?.id
  if (contractId === undefined) return null
  const outcome = await withholdField(database, {
    authorityId,
    contractId: isRule ? null : contractId,
    keys: isRule ? null : await keysOfContract(database.db as never, contractId),
    field,
    reason: 'security',
    ground: 'section 94',
    precision: 'full',
    reviewOn: '2027-01-01',
    actor: 'tester',
  } as never)
  return outcome.status
}

async function comparison({ returns }: Register, id: string) {
  await compareReturn(database, id)
  const changes = await database.sql`
    select case when x.data_row is not null then x.position end as position, x.kind, x.data_row, c.natural_key, x.changes
    from return_changes x left join contracts c on c.id = x.contract_id where x.return_id = ${id} order by 1, 2, 4`
  return [returns.indexOf(id), changes]
}

/** Everything that is known of an authority's contracts, with returns by their order and contracts by their keys. */
async function known({ authorityId, returns }: Register) {
  const { sql } = database
  const order = sql`(select array_position(${returns}::uuid[], r.id) from returns r where r.id =`
  const of = authorityId
  return Promise.all([
    sql`select to_jsonb(c) - '{id,authority_id,version_id,confirmed_return_id}'::text[] as said,
        ${order} c.confirmed_return_id) as confirmed, (select number from contract_versions v where v.id = c.version_id) as version
      from contracts c where authority_id = ${of} order by natural_key`,
    sql`select c.natural_key, v.number, ${order} v.return_id) as of, v.data_row, v.values, v.values_hash, v.withheld, w.values as full
      from contracts c join contract_versions v on v.contract_id = c.id
      left join stated_rows w on w.return_id = v.return_id and w.data_row = v.data_row
      where c.authority_id = ${of} order by 1, 2`,
    sql`select c.natural_key, to_jsonb(s) - '{contract_id,authority_id}'::text[] as said
      from contracts c join contract_search s on s.contract_id = c.id where c.authority_id = ${of} order by 1`,
    sql`select c.natural_key, s.position, s.role, n.name, n.company_number
      from contracts c join contract_suppliers s on s.contract_id = c.id join supplier_names n on n.id = s.supplier_name_id
      where c.authority_id = ${of} order by 1, 2`,
    sql`select c.natural_key, ${order} p.return_id) as of, ${order} p.confirmed_return_id_before) as before
      from contract_presence_changes p join contracts c on c.id = p.contract_id where c.authority_id = ${of} order by 1, 2`,
    sql`select ${order} w.return_id) as of, w.data_row, w.line, w.last_line, w.state, w.cells, w.values, w.values_hash
      from return_rows w where w.return_id = any(${returns}::uuid[]) order by 1, 2`,
    sql`select ${order} i.return_id) as of, i.data_row, i.line, i.severity, i.code, i.field, i.message
      from return_issues i where i.return_id = any(${returns}::uuid[]) order by 1, 2, i.code, i.message`,
    sql`select state, publication, contracts_new, contracts_changed, contracts_unchanged, contracts_missing
      from returns where id = any(${returns}::uuid[]) order by array_position(${returns}::uuid[], id)`,
  ])
}

let made = 0

async function run(carries: boolean, name: string): Promise<Register> {
  const slug = `${name}-${carries ? 'carried' : 'stated'}`
  return {
    slug,
    carries,
    authorityId: await storeAuthority(database.sql, slug),
    returns: [],
    late: [],
    carried: 0,
  }
}

describe('a return that carries rows on', () => {
  it('does to the register what it does when it states them all, and says so beforehand', async () => {
    let carried = 0
    await fc.assert(
      fc.asyncProperty(steps, async (all) => {
        made += 1
        const stated = await run(false, `r${made}`)
        const carrying = await run(true, `r${made}`)
        for (const step of all) {
          const [one, other] = [await happen(stated, step), await happen(carrying, step)]
          expect(other).toEqual(one)
        }
        for (const [at, id] of stated.late.entries()) {
          const own = carrying.late[at] ?? ''
          expect(await comparison(carrying, own)).toEqual(await comparison(stated, id))
          expect(await publishReturn(database, own, 'tester')).toEqual(
            await publishReturn(database, id, 'tester'),
          )
        }
        expect(await known(carrying)).toEqual(await known(stated))
        carried += carrying.carried
      }),
      {
        interruptAfterTimeLimit: 9_000,
        numRuns: 40,
        markInterruptAsFailure: false,
      },
    )
    expect(carried).toBeGreaterThan(0)
  }, 40_000)
})
