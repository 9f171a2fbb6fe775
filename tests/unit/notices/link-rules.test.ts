import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { namesInFile } from '../../../src/authorities/authority-file-schemas.ts'
import { authorityOfBuyer, buyersByName } from '../../../src/notices/buyer.ts'
import { contradictions, type NoticeSays, type ReturnSays } from '../../../src/notices/contradictions.ts'
import { aboutOf, type Candidate, linksOf } from '../../../src/notices/link-rules.ts'

const candidate = (more: Partial<Candidate> = {}): Candidate => ({
  ocid: 'ocds-h6vhtk-1',
  contractId: 'a',
  authorityId: 6,
  method: 'local reference',
  likeness: 0.4,
  contract: { startOn: '2023-04-01', endOn: '2027-03-31' },
  notice: { startOn: null, endOn: null },
  follows: false,
  ...more,
})

describe('which contract a process is linked to', () => {
  it('is the one that the surest way finds, whatever weaker ways find beside it', () => {
    const links = linksOf([
      candidate({ method: 'title', contractId: 'c', likeness: 1 }),
      candidate({ method: 'local reference', contractId: 'b' }),
      candidate({ method: 'ocid', contractId: 'a' }),
    ])
    expect(links.map(({ contractId, state, method }) => [contractId, state, method])).toEqual([
      ['a', 'linked', 'ocid'],
    ])
  })

  it('is doubtful where that way finds several, the likest titles first and three at most', () => {
    const links = linksOf(
      [0.1, 0.9, 0.5, 0.3].map((likeness, at) => candidate({ contractId: `c${at}`, likeness })),
    )
    expect(links.map(({ contractId }) => contractId)).toEqual(['c1', 'c2', 'c3'])
    expect(links.every(({ state }) => state === 'doubtful')).toBe(true)
    expect(links[0]?.explanation).toContain('3 other contracts')
  })

  it('is never certain by the title alone', () => {
    expect(linksOf([candidate({ method: 'title', likeness: 1 })])[0]?.state).toBe('doubtful')
  })

  it('is none where nothing is found', () => {
    expect(linksOf([])).toEqual([])
  })
})

describe('whether a notice is about the contract or what follows', () => {
  const startOn = (day: string | null) => aboutOf(candidate({ notice: { startOn: day, endOn: null } }))

  it.each([
    ['2023-04-01', 'current'],
    ['2023-05-02', 'current'],
    ['2023-05-03', null],
    ['2026-12-30', null],
    ['2026-12-31', 'next'],
    ['2027-04-01', 'next'],
    [null, null],
  ])('a start on %s is that of %s', (day, about) => {
    expect(startOn(day)).toBe(about)
  })

  it('follows a process that it names as the one before', () => {
    expect(aboutOf(candidate({ method: 'related process', follows: true }))).toBe('next')
  })
})

describe('the buyer', () => {
  const file = readFileSync(new URL('../../../fixtures/authorities.csv', import.meta.url), 'utf8')
  const known = namesInFile(file)
  const byName = buyersByName(known.flatMap(({ names }, id) => names.map((name) => ({ id, name }))))
  const slugOf = (buyer: string) => known[authorityOfBuyer(buyer, byName) ?? -1]?.slug ?? null

  it.each([
    ['London Borough of Camden', 'camden'],
    ['LB Camden', 'camden'],
    ['L.B. of Camden', 'camden'],
    ['CAMDEN COUNCIL', 'camden'],
    ['Camden Council, Housing department', 'camden'],
    ['The London Borough of Hammersmith & Fulham', 'hammersmith-and-fulham'],
    ['Royal Borough of Kensington and Chelsea', 'kensington-and-chelsea'],
    ['City of London Corporation', 'city-of-london'],
    ['Westminster City Council', 'westminster'],
    ['Camden Town Unlimited', null],
    ['Bury Council', null],
    ['', null],
  ])('%s is %s', (buyer, slug) => {
    expect(slugOf(buyer)).toBe(slug)
  })

  it('is nobody where two authorities have the name', () => {
    expect(
      buyersByName([
        { id: 1, name: 'X Council' },
        { id: 2, name: 'x council' },
      ]).size,
    ).toBe(0)
  })
})

describe('a contradiction', () => {
  const nothing = { startOn: null, signedOn: null, valueNet: null, valueGross: null }
  const says = (more: Partial<ReturnSays>): ReturnSays => ({
    ...nothing,
    startPrecision: 'day',
    currentEndOn: null,
    currentEndPrecision: 'day',
    maximumEndOn: null,
    maximumEndPrecision: 'day',
    ...more,
  })
  const told = (more: Partial<NoticeSays>): NoticeSays => ({
    ...nothing,
    endOn: null,
    latestEndOn: null,
    ...more,
  })

  it('needs both to say something, and something else', () => {
    expect(contradictions(says({ startOn: '2026-04-01' }), told({}))).toEqual([])
    expect(contradictions(says({}), told({ startOn: '2026-04-01' }))).toEqual([])
    expect(contradictions(says({ startOn: '2026-04-01' }), told({ startOn: '2026-04-01' }))).toEqual([])
    expect(contradictions(says({ startOn: '2026-04-01' }), told({ startOn: '2026-05-01' }))).toEqual([
      { field: 'start', fromReturn: '2026-04-01', fromNotice: '2026-05-01' },
    ])
  })

  it('is none where the return knows the month alone and the notice a day of it', () => {
    const month = says({ currentEndOn: '2027-03-31', currentEndPrecision: 'month' })
    expect(contradictions(month, told({ endOn: '2027-03-15' }))).toEqual([])
    expect(contradictions(month, told({ endOn: '2027-04-01' }))).toHaveLength(1)
  })

  it('is none where the end of the notice is the maximum end of the return', () => {
    const both = says({ currentEndOn: '2027-03-31', maximumEndOn: '2029-03-31' })
    expect(contradictions(both, told({ endOn: '2029-03-31' }))).toEqual([])
  })

  it('passes over pence, not pounds', () => {
    expect(contradictions(says({ valueNet: 100_00 }), told({ valueNet: 100_99 }))).toEqual([])
    expect(contradictions(says({ valueNet: 100_00 }), told({ valueNet: 101_00 }))).toHaveLength(1)
  })
})
