import { readFileSync } from 'node:fs'
import { beforeAll, expect, it } from 'vitest'
import { rulesOn } from '../../../src/opportunities/rule-book.ts'
import { listRules } from '../../../src/opportunities/rule-queries.ts'
import { seedRules, storedRuleBook } from '../../../src/opportunities/seed-rules.ts'
import { type Person, setUpSecondFactor, signedIn, useApp } from '../../support/accounts-app.ts'
import { makeAuthorities } from '../../support/register-rows.ts'

const server = useApp()
let admin: Person

beforeAll(async () => {
  await makeAuthorities({ db: server.deps.db, sql: server.sql })
  admin = await signedIn(server, { email: 'admin@rules.example', role: 'admin' })
  await setUpSecondFactor(admin)
})

const idOf = async (table: string, subject: string, from: string | null) => {
  const rule = (await listRules(server.deps.db)).find(
    (one) => one.table === table && one.subject === subject && one.from === from,
  )
  if (rule === undefined) throw new Error(`No rule ${table}/${subject}`)
  return rule.id
}
const change = async (id: number, fields: Record<string, string>) =>
  admin.browser.post(`/admin/rules/${id}`, { source: 'A made-up order', reason: 'For a test', ...fields })
const thresholdOn = async (day: string) => {
  const { thresholds } = rulesOn(await storedRuleBook(server.deps.db), day)
  return [thresholds.goods_and_services.amount / 100, thresholds.goods_and_services.standing]
}
const asked = async () =>
  (await server.sql`select 1 from outbox where job = 'derive-opportunities' and payload = '{}'`).length

it('shows every rule with its period and source, bank holidays too', async () => {
  const page = (await admin.browser.get('/admin/rules')).body
  for (const shown of ['207720', 'Procurement Act 2023', 'Good Friday', 'Lead max months', 'In force'])
    expect(page).toContain(shown)
})

it('adds a period from a day on, ends the one before it, puts both on record and asks for everything to be derived', async () => {
  const id = await idOf('thresholds', 'goods_and_services', '2026-01-01')
  const before = await asked()
  const answer = await change(id, {
    act: 'add',
    from: '1 January 2027',
    to: '',
    amount_pounds: '250000',
    set: '2027 made up',
  })
  expect(answer.statusCode).toBe(303)
  expect(await thresholdOn('2026-12-31')).toEqual([207_720, 'in force'])
  expect(await thresholdOn('2027-01-01')).toEqual([250_000, 'in force'])
  expect(await asked()).toBe(before + 1)
  const [act] = await server.sql`select * from audit_events where action = 'rule.added'`
  expect(act).toMatchObject({
    actor: `person:${admin.id}`,
    subject_id: 'thresholds/goods_and_services',
    reason: 'For a test',
    before: { from: '2026-01-01', to: '2027-12-31' },
    after: { from: '2027-01-01', cells: { amount_pounds: '250000' } },
  })
})

it('corrects a row, and starting the program anew leaves it alone', async () => {
  const id = await idOf('lead-times', 'under £50k', null)
  expect((await change(id, { act: 'correct', to: '', lead_max_months: '8' })).statusCode).toBe(303)
  await seedRules(server.deps.db, (table) =>
    readFileSync(new URL(`../../../fixtures/rules/${table}.csv`, import.meta.url), 'utf8'),
  )
  const { leadTimes } = rulesOn(await storedRuleBook(server.deps.db), '2026-11-21')
  expect(leadTimes.find(({ band }) => band === 'under £50k')?.leadMaxMonths).toBe(8)
  const [act] = await server.sql`select before, after from audit_events where action = 'rule.corrected'`
  expect([act?.before.cells.lead_max_months, act?.after.cells.lead_max_months]).toEqual(['6', '8'])
})

it('adds a bank holiday, which is no working day then', async () => {
  const id = await idOf('bank-holidays', '2026-12-25', null)
  await change(id, { act: 'add', from: '2026-06-15', name: 'A made-up holiday' })
  const { bankHolidays } = await storedRuleBook(server.deps.db)
  expect(bankHolidays).toContainEqual({
    day: '2026-06-15',
    name: 'A made-up holiday',
    source: 'A made-up order',
  })
})

it.each([
  ['a word where an amount belongs', { act: 'correct', amount_pounds: 'much' }, /does not belong here/],
  ['a negative amount', { act: 'correct', amount_pounds: '-5' }, /does not belong here/],
  ['no source', { act: 'correct', source: '' }, /Say where this is written/],
  ['no reason', { act: 'correct', reason: '' }, /Say why/],
  ['a last day before the first', { act: 'correct', to: '2025-01-01' }, /must not be before/],
  ['a period over another', { act: 'add', from: '2024-06-01', to: '2030-01-01' }, /on one day/],
  ['a first day that is taken', { act: 'add', from: '2024-01-01', to: '' }, /already|on one day/],
  ['no first day', { act: 'add', from: 'soon' }, /Enter the first day/],
])('refuses %s, says so, and changes nothing', async (_name, fields, sentence) => {
  const id = await idOf('thresholds', 'goods_and_services', '2026-01-01')
  const before = await listRules(server.deps.db)
  const answer = await change(id, fields)
  expect(answer.statusCode).toBe(400)
  expect(answer.body).toMatch(sentence)
  expect(await listRules(server.deps.db)).toEqual(before)
})
