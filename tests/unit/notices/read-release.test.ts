import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { NoticeFacts } from '../../../src/notices/notice-facts.ts'
import { readRelease } from '../../../src/notices/read-release.ts'
import { readPackage } from '../../../src/notices/release-package.ts'

const REAL = new URL('../../../../shared/data/2-ocds-and-notices/', import.meta.url)

const bare = {
  ocid: 'ocds-h6vhtk-1',
  id: '1-2026',
  date: '2026-11-10T23:30:00Z',
  tag: ['tender'],
  buyer: { name: 'Camden Council' },
}

function factsOf(release: unknown): NoticeFacts {
  const read = readRelease(release)
  if ('refused' in read) throw new Error(read.refused)
  return read.facts
}

function releasesIn(file: string | URL): unknown[] {
  return readPackage(JSON.parse(readFileSync(file, 'utf8')))?.releases ?? []
}

describe('the type of a notice', () => {
  const document = (id: string, noticeType: string, datePublished: string) => ({
    id,
    noticeType,
    datePublished,
  })
  const type = (more: object) => {
    const { noticeType, countsAs } = factsOf({ ...bare, ...more })
    return [noticeType, countsAs]
  }

  it('is that of the document with the id of the release, not of a later or earlier one', () => {
    const documents = [document('9-2026', 'UK7', '2026-12-01'), document('1-2026', 'UK4', '2026-11-10')]
    expect(type({ tender: { documents } })).toEqual(['UK4', 'UK4'])
  })

  it('is that of the latest document where none has that id', () => {
    const planning = { documents: [document('a', 'UK2', '2026-01-01')] }
    expect(type({ planning, awards: [{ documents: [document('b', 'UK6', '2026-05-01')] }] })).toEqual([
      'UK6',
      'UK6',
    ])
  })

  it.each([
    ['tender', {}, 'UK4'],
    ['tenderUpdate', {}, 'UK4'],
    ['planning', {}, 'UK2'],
    ['award', {}, 'UK6'],
    ['contract', {}, 'UK7'],
    ['contractAmendment', {}, 'UK10'],
    ['contractTermination', {}, 'UK11'],
    ['tenderCancellation', {}, 'UK12'],
    ['tender', { tender: { status: 'withdrawn' } }, 'UK12'],
    ['tender', { awards: [{ suppliers: [{ name: 'A' }] }] }, 'UK6'],
    [
      'tender',
      { awards: [{ suppliers: [{ name: 'A' }], contractPeriod: { startDate: '2027-01-01' } }] },
      'UK7',
    ],
    ['implementation', {}, null],
  ])('without a named type %s with %j counts as %s', (tag, more, countsAs) => {
    expect(type({ tag: [tag], ...more })).toEqual([null, countsAs])
  })

  it('reads a tender notice of a procurement that was cancelled as its end', () => {
    const tender = { status: 'cancelled', documents: [document('1-2026', 'UK4', '2026-11-10')] }
    expect(type({ tender })).toEqual(['UK4', 'UK12'])
  })
})

it('is published on the London day of its instant', () => {
  expect(factsOf({ ...bare, date: '2026-07-10T23:30:00Z' }).publishedOn).toBe('2026-07-11')
  expect(factsOf(bare).publishedOn).toBe('2026-11-10')
})

it('knows whether VAT is in a value only where both amounts are given', () => {
  const amountsOf = (value: object) => {
    const { valueNet, valueGross, valueUnsaid } = factsOf({ ...bare, tender: { value } })
    return [valueNet, valueGross, valueUnsaid]
  }
  expect(amountsOf({ amount: 33721, amountGross: 40465.2, currency: 'GBP' })).toEqual([
    3_372_100,
    4_046_520,
    null,
  ])
  expect(amountsOf({ amount: 50000, currency: 'GBP' })).toEqual([null, null, 5_000_000])
  expect(amountsOf({ amount: 50000, currency: 'EUR' })).toEqual([null, null, null])
  expect(amountsOf({ amount: 0, currency: 'GBP' })).toEqual([null, null, null])
  expect(amountsOf({ amount: '50000' })).toEqual([null, null, null])
})

it('finds portal numbers and references, and leaves out bare ordinals and its own ocid', () => {
  const facts = factsOf({
    ...bare,
    ocid: 'ocds-b5fd17-465b677f-9c8b-4434-86b7-aa29cf80e1c8',
    id: 'ocds-b5fd17-465b677f-9c8b-4434-86b7-aa29cf80e1c8-1-x001-dn459362-469',
    tender: { id: 'ocds-b5fd17-465b677f-9c8b-4434-86b7-aa29cf80e1c8-CAM/2023-014' },
    contracts: [{ id: '1' }],
  })
  expect(facts.portalNumbers).toEqual(['459362'])
  expect(facts.references).toEqual(['CAM2023014'])
})

it('decodes entities, and takes no contact person', () => {
  const facts = factsOf({
    ...bare,
    buyer: { name: 'Kings &amp; Sons&#039; Council' },
    parties: [{ roles: ['buyer'], contactPoint: { name: 'A Person', email: 'a.person@council.example' } }],
  })
  expect(facts.buyerName).toBe("Kings & Sons' Council")
  expect(JSON.stringify(facts)).not.toContain('Person')
})

it.each([
  [null, /no object/],
  [{ ...bare, ocid: '' }, /lacks/],
  [{ ...bare, date: 'soon' }, /no date/],
  [{ ...bare, buyer: {} }, /no buyer/],
  [{ ...bare, ocid: 'x'.repeat(201) }, /longer/],
])('refuses %j and says why', (release, why) => {
  expect(readRelease(release)).toEqual({ refused: expect.stringMatching(why) })
})

it('survives a release whose parts have other shapes', () => {
  const odd = {
    ...bare,
    tender: [],
    awards: 'none',
    contracts: [null, 1],
    parties: {},
    relatedProcesses: 3,
    planning: null,
  }
  expect(factsOf(odd)).toMatchObject({ title: '', suppliers: [], cpv: [], url: null })
})

it('reads every invented release, and knows that they are', () => {
  for (const name of ['find-a-tender', 'find-a-tender-later']) {
    const file = new URL(`../../../fixtures/notices/${name}.json`, import.meta.url)
    const found = readPackage(JSON.parse(readFileSync(file, 'utf8')))
    expect(found?.isMadeUp).toBe(true)
    expect(found?.releases.filter((release) => 'refused' in readRelease(release))).toEqual([])
  }
})

describe.runIf(existsSync(REAL))('of real releases', () => {
  it('reads all of Contracts Finder, each with its buyer, title and type', () => {
    const folder = new URL('cf-ocds-2020-raw/', REAL)
    const facts = readdirSync(folder)
      .flatMap((name) => releasesIn(new URL(name, folder)))
      .map(factsOf)
    expect(facts).toHaveLength(34)
    expect(facts.every(({ buyerName, title, countsAs }) => buyerName && title && countsAs)).toBe(true)
    expect(new Set(facts.map(({ service }) => service))).toEqual(new Set(['Contracts Finder']))
    expect(facts.filter(({ portalNumbers }) => portalNumbers.length > 0).length).toBeGreaterThan(10)
  })

  it('reads a tender notice of Find a Tender in full', () => {
    const [release] = releasesIn(new URL('find-a-tender-2026/032703-2026_ocds.json', REAL))
    expect(factsOf(release)).toMatchObject({
      ocid: 'ocds-h6vhtk-067fb8',
      noticeType: 'UK4',
      publishedOn: '2026-04-10',
      startOn: '2026-05-14',
      endOn: '2026-12-31',
      tenderBy: '2026-05-08',
      valueNet: 3_372_100,
      valueGross: 4_046_520,
      cpv: ['09323000', '79314000'],
      url: 'https://www.find-tender.service.gov.uk/Notice/032703-2026',
    })
  })
})
