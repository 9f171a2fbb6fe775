import { beforeAll, expect, it, vi } from 'vitest'
import type { Account } from '../../../src/accounts/account.ts'
import { loadConfig } from '../../../src/config.ts'
import { withholdField } from '../../../src/contracts/withhold-field.ts'
import { keysOfContract } from '../../../src/contracts/withholding-queries.ts'
import { liftFor, mayWithhold, withholdFor } from '../../../src/contracts/withholdings-of-account.ts'
import * as changes from '../../../src/returns/changes-of-account.ts'
import { publishReturn } from '../../../src/returns/publish-return.ts'
import * as returns from '../../../src/returns/returns-of-account.ts'
import * as review from '../../../src/returns/review-of-account.ts'
import { useDatabase } from '../../support/database.ts'
import { contractIdOf } from '../../support/register-rows.ts'
import { storeAuthority, storeReadReturn } from '../../support/stored-return.ts'

// The checks of the program are switched off: everybody may do everything to everything.
vi.mock('../../../src/accounts/permissions.ts', async (original) => ({
  ...(await original<object>()),
  can: () => true,
  refusal: () => null,
}))
vi.mock('../../../src/returns/reach.ts', () => ({ authorityWithinReach: () => 'all' }))

const database = useDatabase()
const deps = () => ({ db: database.db, config: loadConfig({ SESSION_SECRET: 'x'.repeat(32) }) })
const foreign = { published: '', read: '', contract: '', withholding: 0 }
let north: Account

beforeAll(async () => {
  const northId = await storeAuthority(database.sql, 'north')
  await storeReadReturn(database.sql, 'north', [{ title: 'Own', supplier_name_raw: 'Brindle Ltd' }])
  foreign.published = await storeReadReturn(database.sql, 'south', [
    { local_reference: 'S1', title: 'Locks', supplier_name_raw: 'Lantorel Ltd' },
    { local_reference: 'S2', title: 'Gates', supplier_name_raw: 'Lantorel Ltd' },
  ])
  await publishReturn(database, foreign.published, 'test')
  foreign.contract = await contractIdOf(database, 'Locks')
  foreign.read = await storeReadReturn(database.sql, 'south', [
    { local_reference: 'S2', title: 'Gates', supplier_name_raw: 'Lantorel Ltd' },
  ])
  const keys = await keysOfContract(database.db, foreign.contract)
  const made = await withholdField(database, {
    authorityId: keys?.authority_id ?? 0,
    contractId: foreign.contract,
    keys,
    field: 'description',
    reason: 'other',
    ground: 'a test',
    precision: 'full',
    reviewOn: '2027-01-01',
    actor: 'test',
  })
  if (made.status === 'withheld') foreign.withholding = made.id
  north = {
    kind: 'person',
    id: '00000000-0000-4000-8000-000000000001',
    name: 'x',
    email: null,
    role: 'officer',
    authorityId: northId,
    authoritySlug: 'south',
    permissions: ['view-drafts', 'edit', 'publish'],
    secondFactor: 'passed',
    sessionId: null,
  }
})

/** Everything of the other authority that an officer could change, as one text. */
async function southOf(): Promise<string> {
  const [row] = await database.sql<{ all: string }[]>`
    select concat((select json_agg(r) from returns r), (select json_agg(w) from return_rows w), (select json_agg(f) from files f),
      (select json_agg(c) from contracts c), (select json_agg(v) from contract_versions v),
      (select json_agg(k) from return_corrections k), (select json_agg(p) from mapping_profiles p),
      (select json_agg(a) from contract_answers a), (select json_agg(h) from withholdings h)) as all`
  return row?.all ?? ''
}

const withholding = {
  field: 'title',
  reason: 'other',
  ground: 'a test',
  precision: 'full',
  review_on: '2027-01-01',
} as const
const answer = { ids: [], answer: 'still_running', endedOn: null } as const

const ACTS: [string, () => Promise<unknown>][] = [
  ['see a return', () => returns.returnOf(deps(), north, foreign.read)],
  ['publish a return', () => returns.publishFor(deps(), north, foreign.read)],
  ['withdraw a return', () => returns.withdrawFor(deps(), north, foreign.published, 'x')],
  ['see its headings', () => review.mappingOf(deps(), north, foreign.read)],
  ['say what a heading means', () => review.answerFor(deps(), north, foreign.read, { columns: [] } as never)],
  ['see its corrections', () => review.correctionsOf(deps(), north, foreign.read, { limit: 10 })],
  [
    'correct a cell',
    () => review.correctFor(deps(), north, foreign.read, { data_row: 1, column: 1, value: 'x' }),
  ],
  ['undo corrections', () => review.undoFor(deps(), north, foreign.read, 'all')],
  ['see its changes', () => changes.changesOf(deps(), north, foreign.read, () => ({ limit: 10 }))],
  [
    'answer for a contract',
    () => changes.answerFor(deps(), north, foreign.read, { ...answer, ids: [foreign.contract] }),
  ],
  ['withhold a field', () => withholdFor(deps(), north, foreign.contract, withholding)],
  ['lift a withholding', () => liftFor(deps(), north, foreign.withholding)],
]

it.each(ACTS)(
  'lets nobody %s of another authority, the checks of the program switched off',
  async (_, act) => {
    const before = await southOf()
    await expect(act()).rejects.toMatchObject({ code: 'not_found' })
    expect(await southOf()).toBe(before)
  },
)

it('lists the returns of the own authority alone', async () => {
  const listed = await returns.returnsOf(deps(), north, { limit: 100 })
  expect(listed.map(({ authority }) => authority.slug)).toEqual(['north'])
})

it('keeps no file for another authority', async () => {
  const before = await southOf()
  async function* content() {
    yield Buffer.from('Title,Supplier\na,b\n')
  }
  const given = { fileName: 'a.csv', content: content(), wasCut: () => false, publishWhenRead: true }
  const act = returns.submitFor(deps(), north, given)
  await expect(act).rejects.toMatchObject({ cause: { code: '42501' } })
  expect(await southOf()).toBe(before)
})

it('says of a contract of another authority that nothing of it can be withheld', async () => {
  expect(await mayWithhold(deps(), north, foreign.contract)).toBe(false)
})
