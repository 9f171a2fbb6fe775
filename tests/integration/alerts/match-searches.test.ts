import { beforeAll, describe, expect, it } from 'vitest'
import { makeDigests } from '../../../src/alerts/make-digests.ts'
import { matchSearches } from '../../../src/alerts/match-searches.ts'
import { runAlerts } from '../../../src/alerts/run-alerts.ts'
import { deriveOpportunities } from '../../../src/opportunities/derive-opportunities.ts'
import { useDatabase } from '../../support/database.ts'
import { alertDeps, confirmedSearch, publishAndDerive } from '../../support/saved-searches.ts'
import type { RowValues } from '../../support/stored-return.ts'

const database = useDatabase()
let now = Date.parse('2026-11-21T10:00:00Z')
const deps = () => alertDeps(database, () => now)
const at = (day: string, time = '10:00:00Z') => {
  now = Date.parse(`${day}T${time}`)
}

const row = (reference: string, title: string, end: string | undefined, more = {}): RowValues => ({
  local_reference: reference,
  title,
  supplier_name_raw: 'Quillmere Software Ltd',
  ...(end === undefined ? {} : { current_end_on: end }),
  ...more,
})

const told = (searchId: string) => database.sql<{ title: string; kind: string }[]>`
  select c.title, m.kind from search_matches m join opportunities o on o.id = m.opportunity_id
  join contracts c on c.id = o.contract_id where m.search_id = ${searchId} order by m.id`
const mails = async () => [
  ...(await database.sql<
    { subject: string; recipient: string; body: string }[]
  >`select subject, recipient, body from mails order by id`),
]

describe('matching', () => {
  let lifts = ''
  let soon = ''
  let quiet = ''

  beforeAll(async () => {
    at('2026-11-21')
    await publishAndDerive(database, deps(), 'alpha', [
      row('A', 'Lift servicing', '2028-06-30'),
      row('B', 'Lift consultancy that ended', '2026-11-20'),
      row('C', 'Payroll', '2027-12-31'),
      row('D', 'Lift records', undefined),
    ])
    await matchSearches(deps())
    lifts = await confirmedSearch(deps(), 'lifts@supplier.example', { q: 'lift -consultancy' })
    soon = await confirmedSearch(deps(), 'soon@supplier.example', { q: 'payroll', ends_within: 12 }, 'daily')
    quiet = await confirmedSearch(deps(), 'quiet@supplier.example', { q: 'helicopters' })
  })

  it('begins with what a search finds when it is confirmed, and nothing that is past its end', async () => {
    expect([...(await told(lifts))]).toEqual([
      { title: 'Lift servicing', kind: 'present' },
      { title: 'Lift records', kind: 'present' },
    ])
    expect([...(await told(soon)), ...(await told(quiet))]).toEqual([])
  })

  it('tells what is new, what moved and what opened, each once, however often and by how many it is run', async () => {
    await runAlerts(deps())
    await publishAndDerive(database, deps(), 'alpha', [
      row('A', 'Lift servicing', '2029-06-30'),
      row('B', 'Lift consultancy that ended', '2026-11-20'),
      row('C', 'Payroll', '2027-12-31'),
      row('D', 'Lift records', undefined),
      row('E', 'New lifts for the town hall', '2030-01-31'),
    ])
    await Promise.all([runAlerts(deps()), runAlerts(deps()), runAlerts(deps())])
    await runAlerts(deps())
    expect((await told(lifts)).slice(2)).toEqual([
      { title: 'Lift servicing', kind: 'moved' },
      { title: 'New lifts for the town hall', kind: 'new' },
    ])
    const sent = (await mails()).filter(({ recipient }) => recipient === 'lifts@supplier.example')
    expect(sent.map(({ subject }) => subject)).toEqual([
      'Your saved searches on Thirty3',
      'Lift servicing, alpha and 1 more',
      'Lift servicing, alpha and 1 more',
    ])
    expect(sent[2]?.body).toContain('The end of the contract moved from 30 June 2028 to 30 June 2029.')
    expect(sent[2]?.body).toContain('Why: The words “lift -consultancy” are met in its title.')
    expect(sent[2]?.body).toContain('New in the register.')
  })

  it('tells what comes within the months of a search because days pass, once', async () => {
    at('2026-12-30')
    await deriveOpportunities(deps())
    await matchSearches(deps())
    expect([...(await told(soon))]).toEqual([])
    at('2027-01-01')
    await matchSearches(deps())
    await Promise.all([matchSearches(deps()), matchSearches(deps())])
    expect([...(await told(soon))]).toEqual([{ title: 'Payroll', kind: 'ending soon' }])
  })

  it('says that the time to talk has opened on the day it does', async () => {
    at('2028-06-29')
    await deriveOpportunities(deps())
    await runAlerts(deps())
    at('2028-06-30')
    await deriveOpportunities(deps())
    await runAlerts(deps())
    const last = (await told(lifts)).slice(4)
    expect(last).toContainEqual({ title: 'Lift servicing', kind: 'opened' })
    expect((await mails()).at(-1)?.body).toContain('The time to talk has opened, on 30 June 2028.')
  })
})

describe('telling', () => {
  it('leaves out at the last moment what ended, was withdrawn or is not asked for any more', async () => {
    at('2026-11-21')
    const id = await confirmedSearch(deps(), 'late@supplier.example', { q: 'boilers' })
    await runAlerts(deps())
    await publishAndDerive(database, deps(), 'beta', [row('X', 'Boilers that end soon', '2026-11-22')])
    await database.sql`update matching_marks set matched_for = '2026-11-21'`
    await matchSearches(deps())
    expect(await told(id)).toHaveLength(1)
    await makeDigests(deps())
    at('2026-11-23')
    await runAlerts(deps())
    expect((await mails()).filter(({ subject }) => subject.includes('Boilers'))).toEqual([])
  })

  it('goes on where it was stopped: between matching and a digest, and between a digest and its mail', async () => {
    at('2026-11-23')
    await confirmedSearch(deps(), 'stop@supplier.example', { q: 'gritting' })
    await runAlerts(deps())
    await publishAndDerive(database, deps(), 'gamma', [row('G', 'Gritting of roads', '2028-03-31')])
    await matchSearches(deps())
    await makeDigests(deps())
    await Promise.all([runAlerts(deps()), runAlerts(deps())])
    await runAlerts(deps())
    expect((await mails()).filter(({ subject }) => subject.startsWith('Gritting'))).toHaveLength(1)
  })

  it('tells no day before a change of a contract that withholds anything by then', async () => {
    await confirmedSearch(deps(), 'held@supplier.example', { q: 'fountains' })
    await publishAndDerive(database, deps(), 'epsilon', [row('F', 'Fountains', '2031-03-31')])
    await runAlerts(deps())
    await publishAndDerive(database, deps(), 'epsilon', [row('F', 'Fountains', '2032-03-31')])
    await matchSearches(deps())
    await database.sql`update contract_versions v set withheld = '["current_end_on"]' from contracts c
      where c.id = v.contract_id and c.title = 'Fountains'`
    await runAlerts(deps())
    const sent = (await mails()).filter(({ recipient }) => recipient === 'held@supplier.example')
    expect(sent.filter(({ subject }) => subject.startsWith('Fountains'))).toHaveLength(1)
    expect(sent.at(-1)?.body).not.toContain('moved from')
  })

  it('counts what is beyond two hundred and tells of twenty', async () => {
    await confirmedSearch(deps(), 'many@supplier.example', { q: 'benches' })
    await runAlerts(deps())
    const rows = Array.from({ length: 230 }, (_, at) => row(`N${at}`, `Benches ${at}`, '2029-03-31'))
    await publishAndDerive(database, deps(), 'delta', rows)
    await runAlerts(deps())
    const mail = (await mails()).at(-1)
    expect(mail?.body.match(/\/opportunities\/[0-9a-f-]{36}/g)).toHaveLength(20)
    expect(mail?.body).toContain('And 210 more')
  })
})
