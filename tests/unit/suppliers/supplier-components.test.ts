import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nameSets } from '../../../src/suppliers/name-sets.ts'
import { type Judgement, resolveComponents } from '../../../src/suppliers/supplier-components.ts'

const NAMES = ['a', 'b', 'c', 'd', 'e', 'f']

const judged = (
  left: string,
  right: string,
  verdict: Judgement['verdict'],
  decidedBy: Judgement['decidedBy'] = 'rule',
  createdAt = '2026-01-01T00:00:00Z',
): Judgement => ({
  id: `${left}${right}${verdict}${decidedBy}${createdAt}`,
  left,
  right,
  verdict,
  decidedBy,
  createdAt,
  revokedAt: null,
})

const components = (judgements: Judgement[], names = NAMES) => resolveComponents(names, judgements).components
const together = (judgements: Judgement[]) => components(judgements).filter((names) => names.length > 1)

describe('components', () => {
  it('are single names without judgements, and chains of "same" otherwise', () => {
    expect(together([])).toEqual([])
    expect(together([judged('a', 'b', 'same'), judged('c', 'b', 'same')])).toEqual([['a', 'b', 'c']])
  })

  it('never hold two names judged different', () => {
    const chain = [judged('a', 'b', 'same'), judged('b', 'c', 'same'), judged('c', 'd', 'same')]
    const result = resolveComponents(NAMES, [...chain, judged('a', 'd', 'different')])
    expect(result.components.filter((names) => names.length > 1)).toEqual([])
    expect(result.blocked.map(({ reason }) => reason)).toEqual([
      'would_join_different',
      'would_join_different',
      'would_join_different',
    ])
  })

  it('leave alone a name that two different suppliers claim', () => {
    const result = resolveComponents(NAMES, [
      judged('a', 'b', 'same'),
      judged('b', 'c', 'same'),
      judged('a', 'c', 'different'),
      judged('c', 'd', 'same'),
    ])
    expect(result.components.filter((names) => names.length > 1)).toEqual([['c', 'd']])
    expect(result.blocked.map(({ reason }) => reason)).toEqual(['ambiguous', 'ambiguous'])
  })

  it("follow a person's judgement against every rule, also after a re-run of the rules", () => {
    const apart = judged('a', 'b', 'different', 'person', '2026-01-02T00:00:00Z')
    const rerun = judged('a', 'b', 'same', 'rule', '2026-03-01T00:00:00Z')
    expect(together([judged('a', 'b', 'same'), apart, rerun])).toEqual([])
    const joined = judged('a', 'b', 'same', 'person', '2026-01-02T00:00:00Z')
    expect(together([judged('a', 'b', 'different'), joined])).toEqual([['a', 'b']])
  })

  it("follow the newest of a person's judgements about a pair", () => {
    const first = judged('a', 'b', 'same', 'person', '2026-01-02T00:00:00Z')
    const second = judged('a', 'b', 'different', 'person', '2026-01-03T00:00:00Z')
    expect(together([second, first])).toEqual([])
    expect(together([second, first, judged('a', 'b', 'same', 'person', '2026-01-04T00:00:00Z')])).toEqual([
      ['a', 'b'],
    ])
  })

  it('of an unsure pair are not joined by a rule', () => {
    expect(together([judged('a', 'b', 'same'), judged('a', 'b', 'unsure', 'person')])).toEqual([])
  })
})

const judgement = fc
  .record({
    left: fc.constantFrom(...NAMES),
    right: fc.constantFrom(...NAMES),
    verdict: fc.constantFrom<Judgement['verdict']>('same', 'same', 'same', 'different', 'unsure'),
    decidedBy: fc.constantFrom<Judgement['decidedBy']>('rule', 'person'),
    day: fc.integer({ min: 10, max: 28 }),
    revoked: fc.boolean(),
  })
  .map(
    ({ left, right, verdict, decidedBy, day, revoked }): Judgement => ({
      ...judged(left, right, verdict, decidedBy, `2026-01-${day}T00:00:00Z`),
      revokedAt: revoked ? '2026-02-01T00:00:00Z' : null,
    }),
  )
const many = fc.array(judgement, { maxLength: 14 })

describe('any set of judgements', () => {
  it('puts every name into exactly one component', () => {
    fc.assert(
      fc.property(many, (judgements) => {
        expect(components(judgements).flat().toSorted()).toEqual(NAMES)
      }),
    )
  })

  it('gives the same components in any order', () => {
    fc.assert(
      fc.property(
        many.chain((list) =>
          fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
        ),
        ([one, other]) => {
          expect(components(other)).toEqual(components(one))
        },
      ),
    )
  })

  it('of rules alone are chains of "same", where no "different" stands inside a chain', () => {
    fc.assert(
      fc.property(many, (list) => {
        const rules = list.map((each) => ({ ...each, decidedBy: 'rule' as const, revokedAt: null }))
        const sets = nameSets(NAMES)
        for (const { left, right, verdict } of rules) if (verdict === 'same') sets.join(left, right)
        if (rules.some(({ left, right, verdict }) => verdict !== 'same' && sets.joined(left, right))) return
        expect(components(rules)).toEqual(sets.all())
      }),
    )
  })

  it('never joins across a standing "different"', () => {
    fc.assert(
      fc.property(many, (judgements) => {
        const newest = judgements
          .filter(
            ({ decidedBy, revokedAt, left, right }) =>
              decidedBy === 'person' && revokedAt === null && left !== right,
          )
          .toSorted((a, b) => (a.createdAt + a.id < b.createdAt + b.id ? -1 : 1))
        const standing = new Map(newest.map((each) => [[each.left, each.right].toSorted().join(), each]))
        for (const { left, right, verdict } of standing.values()) {
          if (verdict !== 'different') continue
          expect(components(judgements).some((names) => names.includes(left) && names.includes(right))).toBe(
            false,
          )
        }
      }),
    )
  })

  it('is restored exactly when a judgement made since is revoked', () => {
    fc.assert(
      fc.property(many, judgement, (judgements, extra) => {
        const undone = { ...extra, id: 'extra', revokedAt: '2026-03-01T00:00:00Z' }
        expect(resolveComponents(NAMES, [...judgements, undone])).toEqual(
          resolveComponents(NAMES, judgements),
        )
      }),
    )
  })

  it('says what it says already when said twice', () => {
    fc.assert(
      fc.property(many, (judgements) => {
        const again = judgements.map((each) => ({ ...each, id: `${each.id} again` }))
        expect(components([...judgements, ...again])).toEqual(components(judgements))
      }),
    )
  })
})
