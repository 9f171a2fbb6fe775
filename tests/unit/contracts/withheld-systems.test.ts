import { describe, expect, it } from 'vitest'
import { publicSystemValues } from '../../../src/contracts/withheld-systems.ts'
import type { Withheld } from '../../../src/contracts/withholding.ts'

const SYSTEM = {
  technology: 'Ledgerline',
  service_area: 'Parking',
  department: 'Streets',
  local_reference: 'R1',
  supplier_name_raw: 'A Ltd',
  suppliers: [{ name: 'A Ltd' }],
  maker: 'Maker Ltd',
  current_end_on: '2027-05-09',
  planned_replacement_on: '2027-05-09',
  value_annual_low: 100,
  value_annual_high: 200,
  words: { users: 'about ten', current_end_on: 'rolling' },
  users: 10,
}

const withheld = (field: string, precision: Withheld['precision'] = 'full'): Withheld => ({
  field,
  reason: 'commercial',
  ground: 'section 94',
  review_on: '2027-01-01',
  precision,
})

function gone(...fields: Withheld[]): string[] {
  const { values } = publicSystemValues(SYSTEM, fields)
  return Object.keys(SYSTEM).filter((key) => !Object.hasOwn(values, key))
}

describe('the public values of a system', () => {
  it('are those that were read where nothing of its contract is withheld', () => {
    expect(publicSystemValues(SYSTEM, [])).toEqual({ values: SYSTEM, withheld: [] })
  })

  it('name neither supplier nor maker where the contract names none', () => {
    const { values } = publicSystemValues(SYSTEM, [withheld('supplier_name_raw')])
    expect(values.supplier_name_raw).toBe('Supplier withheld')
    expect(gone(withheld('supplier_name_raw'))).toEqual(['suppliers', 'maker'])
  })

  it.each([
    withheld('current_end_on'),
    withheld('max_end_on'),
    withheld('current_end_on', 'quarter'),
    withheld('max_end_on', 'year'),
  ])(
    'give no day from which the end could be told where the contract gives none, or a coarser one',
    (one) => {
      const { values } = publicSystemValues(SYSTEM, [one])
      expect(gone(one)).toEqual(['current_end_on', 'planned_replacement_on'])
      expect(values.words).toEqual({ users: 'about ten' })
      expect(JSON.stringify(values)).not.toContain('2027')
    },
  )

  it.each(['value', 'value_annual', 'value_whole_term_net', 'value_max_incl_options'])(
    'hold no amount where the contract withholds its %s',
    (field) => {
      expect(gone(withheld(field))).toEqual(['value_annual_low', 'value_annual_high'])
    },
  )

  it('say that the system is not to be shown where what tells it from others is withheld, and keep it', () => {
    for (const field of ['technology', 'service_area']) {
      const shown = publicSystemValues(SYSTEM, [withheld(field)])
      expect(shown.values).toEqual(SYSTEM)
      expect(shown.withheld).toEqual([withheld(field)])
    }
  })

  it('lose nothing to a field that systems do not repeat', () => {
    for (const field of ['title', 'description', 'start_on', 'route'])
      expect(publicSystemValues(SYSTEM, [withheld(field)])).toEqual({ values: SYSTEM, withheld: [] })
  })

  it('are the same whether the system states what is withheld or not', () => {
    const all = ['supplier_name_raw', 'current_end_on', 'value', 'department'].map((field) => withheld(field))
    const bare = { technology: 'Ledgerline', service_area: 'Parking', local_reference: 'R1', users: 10 }
    const { words: _, ...stated } = publicSystemValues(SYSTEM, all).values
    expect(stated).toEqual(publicSystemValues(bare, all).values)
  })

  it('name no supplier where a marker in the row itself withholds it', () => {
    const { values, withheld: told } = publicSystemValues({ ...SYSTEM, redacted: true }, [])
    expect(JSON.stringify(values)).not.toMatch(/A Ltd|Maker/)
    expect(told.map(({ field }) => field)).toEqual(['supplier_name_raw'])
  })
})
