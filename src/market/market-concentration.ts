// How concentrated is the market that was asked for, on a day or over several?
import type { Queryable } from '../db/client.ts'
import { AppError } from '../errors.ts'
import { addMonths, type CalendarDate, endOfMonth } from '../lib/calendar-date.ts'
import { decimalPounds } from '../lib/money.ts'
import { listServiceAreas } from '../technologies/technology-queries.ts'
import { type AnnualSource, isDerived, vatOf } from './annual-value.ts'
import { type Concentration, concentration, type MarketMeasure, shareOfLargest } from './concentration.ts'
import type {
  ConcentrationAnswer,
  ConcentrationFilters,
  ConcentrationOverTime,
  MeasureFigures,
} from './concentration-schemas.ts'
import {
  type HeldAmounts,
  heldAmounts,
  type MarketCounts,
  type MarketScope,
  marketCounts,
} from './market-contract-queries.ts'

/** Ends of quarters before today that are looked back to. */
const QUARTERS = 7
const MEASURES: readonly MarketMeasure[] = ['count', 'annual_value']

/**
 * Shares and their summaries on the day asked, today where none is given.
 * @throws AppError `not_found` for a service area that is not in our list, `unknown_filter` for a day to come.
 */
export async function marketConcentration(
  db: Queryable,
  filters: ConcentrationFilters,
  today: CalendarDate,
): Promise<ConcentrationAnswer> {
  const day = filters.as_at ?? today
  if (day > today)
    throw new AppError('unknown_filter', 'The register cannot be read as at a day to come.', [
      { place: 'as_at', message: 'is after today' },
    ])
  const { scope, label } = await scopeOf(db, filters)
  const [held, [counts]] = await Promise.all([
    heldAmounts(db, scope, filters.by === 'group', [day], today),
    marketCounts(db, scope, [day], today),
  ])
  const known = counts ?? NOTHING
  const measured = MEASURES.map((measure) => concentrationOn(held, known, measure, 0))
  return {
    scope: { code: codeOf(scope), label },
    by: filters.by,
    as_at: day,
    coverage: coverageOf(known),
    is_sample: known.sample > 0,
    measures: measured.map(figuresOnWire),
    suppliers: suppliersOnWire(held, measured),
  }
}

/** The same for today and the ends of the seven quarters before, without the suppliers. */
export async function concentrationThroughTime(
  db: Queryable,
  filters: Omit<ConcentrationFilters, 'as_at'>,
  today: CalendarDate,
): Promise<ConcentrationOverTime> {
  const { scope, label } = await scopeOf(db, filters)
  const days = [...quarterEnds(today), today]
  const [held, counts] = await Promise.all([
    heldAmounts(db, scope, filters.by === 'group', days, today),
    marketCounts(db, scope, days, today),
  ])
  return {
    scope: { code: codeOf(scope), label },
    by: filters.by,
    days: days.map((day, at) => {
      const known = counts[at] ?? NOTHING
      const measured = MEASURES.map((measure) => concentrationOn(held, known, measure, at))
      return { as_at: day, coverage: coverageOf(known), measures: measured.map(figuresOnWire) }
    }),
  }
}

const NOTHING: MarketCounts = { contracts: 0, attributed: 0, valued: 0, sources: {}, sample: 0 }

async function scopeOf(
  db: Queryable,
  { service_area: code, scope }: Pick<ConcentrationFilters, 'service_area' | 'scope'>,
): Promise<{ scope: MarketScope; label: string }> {
  if (code === undefined)
    return scope === 'technology'
      ? { scope: { of: 'technology' }, label: 'Contracts under which a technology runs' }
      : { scope: { of: 'all' }, label: 'The whole register' }
  const area = (await listServiceAreas(db)).find((one) => one.code === code)
  if (area === undefined) throw new AppError('not_found')
  return { scope: { of: 'service_area', code }, label: area.label }
}

const codeOf = (scope: MarketScope) => (scope.of === 'service_area' ? scope.code : null)

/** The last days of whole quarters before a day, the earliest first. */
function quarterEnds(today: CalendarDate): CalendarDate[] {
  const month = Number(today.slice(5, 7))
  const thisQuarter = `${today.slice(0, 5)}${String(month - ((month - 1) % 3)).padStart(2, '0')}-01`
  return Array.from({ length: QUARTERS }, (_, at) =>
    endOfMonth(addMonths(thisQuarter, -1 - 3 * (QUARTERS - 1 - at))),
  )
}

function concentrationOn(
  held: readonly HeldAmounts[],
  { contracts, attributed, valued }: MarketCounts,
  measure: MarketMeasure,
  at: number,
): Concentration {
  const amounts = held.map(({ slug, contracts: count, annual }) => ({
    supplier: slug,
    amount: (measure === 'count' ? count[at] : annual[at]) ?? 0,
  }))
  return concentration({ contracts, attributed, valued, amounts }, measure)
}

function coverageOf({
  contracts,
  attributed,
  valued,
  sources,
}: MarketCounts): ConcentrationAnswer['coverage'] {
  const of = (test: (source: AnnualSource) => boolean) =>
    Object.entries(sources).reduce(
      (sum, [source, count]) => sum + (test(source as AnnualSource) ? count : 0),
      0,
    )
  return {
    contracts,
    attributed,
    valued,
    value_coverage: contracts === 0 ? 0 : valued / contracts,
    basis: {
      stated: of((source) => vatOf(source) === 'not_stated'),
      net: of((source) => vatOf(source) === 'net'),
      gross: of((source) => vatOf(source) === 'gross'),
      derived: of(isDerived),
    },
  }
}

function figuresOnWire({ measure, figures, why }: Concentration): MeasureFigures {
  const amount = (value: number) => amountOnWire(value, measure)
  return {
    measure,
    why_not: why,
    suppliers: figures?.shares.length ?? null,
    total: figures ? amount(figures.total) : null,
    cr1: ratio(figures?.cr1),
    cr3: ratio(figures?.cr3),
    cr5: ratio(figures?.cr5),
    cr10: ratio(figures && shareOfLargest(figures, 10)),
    cr15: ratio(figures && shareOfLargest(figures, 15)),
    hhi: figures ? Math.round(figures.hhi * 1e6) / 1e6 : null,
    suppliers_to_half: figures?.suppliersToHalf ?? null,
    suppliers_to_nine_tenths: figures?.suppliersToNineTenths ?? null,
  }
}

/** To nine places, beyond which the order of adding up shows. */
function ratio(share: number | null | undefined): number | null {
  return share === null || share === undefined ? null : Math.round(share * 1e9) / 1e9
}

function amountOnWire(value: number, measure: MarketMeasure): string {
  return measure === 'annual_value' ? decimalPounds(value) : String(Math.round(value * 100) / 100)
}

/** Every supplier with a share of anything that is shown, those with most contracts first. */
function suppliersOnWire(
  held: readonly HeldAmounts[],
  measured: readonly Concentration[],
): ConcentrationAnswer['suppliers'] {
  const [count, value] = measured.map(sharesById)
  return held
    .map(({ slug, name }) => ({
      slug,
      name,
      count: count?.get(slug) ?? null,
      annual_value: value?.get(slug) ?? null,
    }))
    .filter((one) => one.count !== null || one.annual_value !== null)
    .toSorted((a, b) => (b.count?.share ?? 0) - (a.count?.share ?? 0) || (a.name < b.name ? -1 : 1))
}

function sharesById({ measure, figures }: Concentration) {
  let running = 0
  return new Map(
    figures?.shares.map(({ supplier, amount, share }) => {
      running = Math.min(1, running + share)
      return [
        supplier,
        {
          amount: amountOnWire(amount, measure),
          share: ratio(share) ?? 0,
          running_share: ratio(running) ?? 0,
        },
      ] as const
    }),
  )
}
