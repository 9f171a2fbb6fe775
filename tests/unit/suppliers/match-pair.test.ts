import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import learnt from '../../../src/suppliers/data/match-weights.json' with { type: 'json' }
import { decidePair, mayMergeOnStrictKey } from '../../../src/suppliers/match-pair.ts'
import type { HeldIdentifier } from '../../../src/suppliers/supplier-identifiers.ts'
import { normaliseSupplierName } from '../../../src/suppliers/supplier-name.ts'

const decide = (a: string, b: string, ofA: HeldIdentifier[] = [], ofB: HeldIdentifier[] = []) =>
  decidePair(
    { name: normaliseSupplierName(a), identifiers: ofA },
    { name: normaliseSupplierName(b), identifiers: ofB },
  )
const company = (value: string, confirmed = true): HeldIdentifier => ({ scheme: 'GB-COH', value, confirmed })

describe('a merge', () => {
  it.each([
    ['Quillmere Software Ltd', 'QUILLMERE SOFTWARE LIMITED', 'same_name'],
    ['Quillmere Software', 'Quillmere Software Ltd', 'same_name'],
    ['Quillmere Mill (The)', 'The Quillmere Mill', 'same_name'],
    ['Quillmere Ltd T/A Bright Lamps', 'Quillmere Limited', 'same_name'],
    ['Quillmere Ltd in administration', 'Quillmere Ltd', 'same_name'],
    ['Alma Factors Ltd re Quillmere Security', 'Quillmere Security Ltd', 'same_name'],
    ['LB of Harrow', 'Harrow Council', 'same_council'],
    ['London Borough of Barking & Dagenham', 'Barking and Dagenham Council', 'same_council'],
    ['Westminster City Council', 'City of Westminster', 'same_council'],
    ['Wexby Borough Council', 'Wexby MBC', 'same_council'],
    ['Quillmere Institute of the Arts', 'Quillmere Institute for Arts', 'same_words_linked'],
    ['University of Quillmere', 'Quillmere University', 'same_words_reordered'],
    ['Quillmere Housing Assoc Ltd', 'Quillmere Housing Association Limited', 'abbreviated_words'],
    ['Saint Quillmere Hospice', 'St Quillmere Hospice', 'abbreviated_words'],
    ['Quillmere Counselling Service', 'Quillmere Counselling Services', 'plural_in_long_name'],
    ['Quillmere Envirnment Group', 'Quillmere Environment Group', 'typing_slip'],
    [
      'QUILLMERE INDUSTRIAL THERAPEUTIC ASSO',
      'Quillmere Industrial Therapeutic Associates Ltd',
      'cut_inside_word',
    ],
    ['Quillmere Action Network (QAN)', 'Quillmere Action Network', 'own_initials_beside_name'],
    ['Quillmere Tiddlywinks 396064', 'Quillmere Tiddlywinks', 'account_code_beside_name'],
  ])('of "%s" and "%s" is by the rule %s', (a, b, rule) => {
    expect(decide(a, b)).toMatchObject({ decision: 'merge', rule, bars: [] })
  })

  it.each([
    ['Quillmere (UK) Ltd', 'Quillmere Ltd', 'country_differs'],
    ['Quillmere Group Ltd', 'Quillmere Ltd', 'qualifier_differs'],
    ['Quillmere Holdings Ltd', 'Quillmere Ltd', 'qualifier_differs'],
    ['Quillmere Ltd', 'Quillmere LLP', 'legal_forms_conflict'],
    ['Quillmere Ltd', 'Quillmere plc', 'legal_forms_conflict'],
    ['Quillmere Hotels (No 2) Ltd', 'Quillmere Hotels (No 3) Ltd', 'numbers_differ'],
    ['Quillmere Hotels Two Ltd', 'Quillmere Hotels Three Ltd', 'numbers_differ'],
    ['Quillmere Hotels Ltd', 'Quillmere Hotels 2 Ltd', 'numbers_differ'],
    ['Quillmere Mind', 'Quillmere Mind Kent', 'place_differs'],
    ['Foundation', 'The Foundation', 'generic_name'],
    ['All Saints School', 'The All Saints School', 'shared_by_many'],
    ['Quillmere Ltd t/a Bright Lampwork', 'Bright Lampwork', 'other_reading'],
    ['Jane Quillmere t/a Alpha Cabs', 'Jane Quillmere t/a Beta Cabs', 'other_reading'],
    ['Quillmere University NHS Foundation Trust', 'University of Quillmere', 'public_body_or_not'],
    ['C\u0430fe Quillmere Ltd', 'Cafe Quillmere Ltd', 'spelling_alert'],
    ['Quillmere Ltd (01234567)', 'Quillmere Ltd (07654321)', 'stated_numbers_differ'],
    ['Various', 'VARIOUS', 'not_an_organisation'],
    ['Jane Smith', 'JANE SMITH', 'not_an_organisation'],
    ['Redacted', 'REDACTED', 'not_an_organisation'],
  ])('of "%s" and "%s" is barred: %s', (a, b, bar) => {
    const decision = decide(a, b)
    expect(decision.decision).not.toBe('merge')
    expect(decision.bars).toContain(bar)
  })

  it.each([
    ['Quillmere Carpenter Ltd', 'Quillmere Carpenters Ltd'],
    ['Fillcarpet Ltd', 'Hillcarpet Ltd'],
    ['Wexbyhall Forum', 'Wexbyhill Forum'],
    ['Quillmere Care Home', 'Quillmere Care Homes'],
    ['Care First Wexby Ltd', 'First Wexby Care Ltd'],
    ['Quillmere Health Ltd', 'Quillmere Healthcare Ltd'],
  ])('of "%s" and "%s" needs a person', (a, b) => {
    expect(decide(a, b).decision).not.toBe('merge')
  })
})

describe('an equal strict key', () => {
  it.each([
    ['Quillmere Lamps', true],
    ['Quillmere Lamps Ltd', true],
    ['Foundation', false],
    ['All Saints School', false],
    ['Various', false],
    ['Jane Smith', false],
  ])('of "%s" is enough to merge: %s', (name, enough) => {
    expect(mayMergeOnStrictKey(normaliseSupplierName(name))).toBe(enough)
  })
})

describe('numbers', () => {
  it('that are confirmed and differ keep equal names apart', () => {
    expect(
      decide('Quillmere Ltd', 'Quillmere Ltd', [company('01234567')], [company('07654321')]),
    ).toMatchObject({
      decision: 'new',
      identifiers: 'different',
    })
  })

  it('that are confirmed and agree merge names that do not contradict them', () => {
    const same = [company('01234567')]
    expect(decide('Quillmere Housing', 'Quillmere', same, same)).toMatchObject({
      decision: 'merge',
      rule: 'same_number',
    })
    expect(decide('Quillmere Ltd', 'Alma Foods plc', same, same).decision).toBe('review')
  })

  it('that are only stated prove nothing', () => {
    const decision = decide(
      'Quillmere Housing',
      'Alma Foods',
      [company('01234567', false)],
      [company('01234567', false)],
    )
    expect(decision.decision).not.toBe('merge')
  })
})

const words = fc.constantFrom(
  'Quillmere',
  'Alma',
  'Lamp',
  'Services',
  'Group',
  'UK',
  'Care',
  'of',
  'London',
  'Ltd',
  'plc',
  'T/A',
  '(No 2)',
  '&',
  'Various',
  'Jane',
  'Smith',
)
const names = fc.array(words, { minLength: 1, maxLength: 6 }).map((list) => list.join(' '))

describe('every decision', () => {
  it('is the same, sides swapped, for swapped names', () => {
    fc.assert(
      fc.property(names, names, (a, b) => {
        const [there, back] = [decide(a, b), decide(b, a)]
        expect(back.decision).toBe(there.decision)
        expect(back.score).toBe(there.score)
        expect(back.onlyLeft).toEqual(there.onlyRight)
        expect(back.explanation).toBe(there.explanation)
      }),
    )
  })

  it('is "merge" about a name and itself exactly where an equal strict key is enough', () => {
    fc.assert(
      fc.property(names, (text) => {
        const name = normaliseSupplierName(text)
        expect(mayMergeOnStrictKey(name)).toBe(decidePair({ name }, { name }).decision === 'merge')
      }),
    )
  })

  it('scores what its parts add up to', () => {
    fc.assert(
      fc.property(names, names, (a, b) => {
        const { rule, score, parts } = decide(a, b)
        if (rule !== null || parts.length === 0) return
        expect(score).toBeCloseTo(
          parts.reduce((sum, { bits }) => sum + bits, learnt.bias),
          6,
        )
      }),
    )
  })

  it('never merges what is not an organisation, nor forms that conflict', () => {
    fc.assert(
      fc.property(names, names, (a, b) => {
        const [left, right] = [normaliseSupplierName(a), normaliseSupplierName(b)]
        if (decidePair({ name: left }, { name: right }).decision !== 'merge') return
        expect([left.kind, right.kind]).toEqual(['organisation', 'organisation'])
        if (left.legalForm && right.legalForm && left.tradingAs === null && right.tradingAs === null) {
          expect(left.legalForm).toBe(right.legalForm)
        }
      }),
    )
  })

  it('says in words what decided it', () => {
    expect(decide('Quillmere Housing Assoc Ltd', 'Quillmere Housing Association').explanation).toBe(
      'The names are the same once usual abbreviations are written out. Differences: “assoc” for “association”; legal form LTD and not stated.',
    )
    expect(decide('Quillmere Ltd', 'Quillmere (UK) Ltd').explanation).toContain('only one of them says “UK”')
  })

  it('adds up to its score', () => {
    const { score, parts } = decide('Quillmere Lamps Ltd', 'Quillmere Ltd')
    expect(parts.length).toBeGreaterThan(5)
    expect(Number.isFinite(score)).toBe(true)
  })
})
