// What does the page of a market's concentration show?
import type {
  ConcentrationAnswer,
  ConcentrationFilters,
  ConcentrationOverTime,
  MeasureFigures,
} from '../../../market/concentration-schemas.ts'
import type { ServiceArea } from '../../../technologies/service-area.ts'
import { barChart } from '../../charts/bar-chart.ts'
import { concentrationCurve } from '../../charts/concentration-curve.ts'
import { formatCount, formatDay, plural } from '../../filters.ts'
import { coverageWords, shareWords, wholePounds } from '../../market-words.ts'
import { paths, withQuery } from '../../paths.ts'

const DRAWN = 15
const LISTED = 50

export interface ConcentrationScene {
  filters: ConcentrationFilters
  answer: ConcentrationAnswer
  areas: readonly ServiceArea[]
}

export function concentrationView({ filters, answer, areas }: ConcentrationScene) {
  const [count, value] = answer.measures
  const query = queryOf(filters)
  return {
    title: `${answer.scope.label}: concentration`,
    section: 'market' as const,
    showsSample: answer.is_sample,
    backLink: { text: 'Compare', href: paths.market },
    label: answer.scope.label,
    day: formatDay(answer.as_at),
    form: formOf(filters, areas),
    coverage: coverageWords(answer.coverage),
    reasons: answer.measures.flatMap(({ measure, why_not: why }) =>
      why === null
        ? []
        : [
            `${measure === 'count' ? 'By contracts' : 'By £ a year'}: no figure, since there are ${whyWords(why)}.`,
          ],
    ),
    figures: figureRows(count, value),
    cityTools: cityTools(answer, count),
    bars: count?.why_not === null ? bars(answer) : false,
    curve: curve(answer),
    suppliers: answer.suppliers.slice(0, LISTED).map((one) => ({
      name: one.name,
      href: paths.supplier(one.slug),
      contracts: one.count?.amount ?? '–',
      share: shareWords(one.count?.share ?? null),
      annual: one.annual_value ? wholePounds(one.annual_value.amount) : '–',
      annualShare: shareWords(one.annual_value?.share ?? null),
    })),
    more: Math.max(0, answer.suppliers.length - LISTED),
    overTime: withQuery(paths.concentrationOverTime, { ...query, as_at: undefined }),
    downloads: (['csv', 'json'] as const).map((form) => ({
      text: form.toUpperCase(),
      href: withQuery(paths.concentrationFile(form), query),
    })),
  }
}

const WHY: Record<string, string> = {
  'fewer than 5 contracts': 'fewer than five contracts with a supplier to be named',
  'values of fewer than 60 % of contracts': 'amounts for fewer than 60 % of the contracts',
  'no contract to attribute': 'no contracts to share out',
}

const whyWords = (why: string) => WHY[why] ?? why

function queryOf(filters: ConcentrationFilters) {
  return {
    scope: filters.scope === 'all' ? undefined : filters.scope,
    service_area: filters.service_area,
    by: filters.by === 'entity' ? undefined : filters.by,
    as_at: filters.as_at,
  }
}

function formOf(filters: ConcentrationFilters, areas: readonly ServiceArea[]) {
  return {
    areas: areas.map(({ code, label }) => ({ value: code, label, isChosen: code === filters.service_area })),
    isTechnology: filters.scope === 'technology',
    isGroup: filters.by === 'group',
    day: filters.as_at ?? '',
  }
}

function figureRows(count: MeasureFigures | undefined, value: MeasureFigures | undefined) {
  const row = (label: string, read: (one: MeasureFigures) => string) => ({
    label,
    count: count ? read(count) : '–',
    value: value ? read(value) : '–',
  })
  const number = (figure: number | null) => (figure === null ? '–' : formatCount(figure))
  return [
    row('Suppliers', (one) => number(one.suppliers)),
    row('In all', (one) =>
      one.total === null ? '–' : one.measure === 'count' ? one.total : `${wholePounds(one.total)} a year`,
    ),
    row('The largest holds', (one) => shareWords(one.cr1)),
    row('The three largest hold', (one) => shareWords(one.cr3)),
    row('The five largest hold', (one) => shareWords(one.cr5)),
    row('Suppliers to reach half', (one) => number(one.suppliers_to_half)),
    row('Suppliers to reach nine tenths', (one) => number(one.suppliers_to_nine_tenths)),
    row('Herfindahl–Hirschman index', (one) => (one.hhi === null ? '–' : formatCount(Math.round(one.hhi)))),
  ]
}

/** What City Tools found in 2019 beside what the register says; only where all suppliers of London are looked at. */
function cityTools({ scope }: ConcentrationAnswer, count: MeasureFigures | undefined) {
  if (scope.code !== null || !count || count.why_not !== null) return false
  return [
    { what: 'The 10 suppliers with most contracts', found: 'over half', now: shareWords(count.cr10) },
    { what: 'The 15 suppliers with most contracts', found: 'about nine tenths', now: shareWords(count.cr15) },
  ]
}

function bars(answer: ConcentrationAnswer) {
  const shown = answer.suppliers.filter(({ count }) => count !== null).slice(0, DRAWN)
  const first = shown[0]
  const said = first ? `${first.name} holds most, ${shareWords(first.count?.share ?? 0)}.` : ''
  return barChart(
    {
      id: 'shares',
      title: `Share of contracts of the ${plural(shown.length, 'supplier')} with most`,
      description: `${said} The table of suppliers has every share.`,
    },
    shown.map(({ name, count }) => ({
      label: name,
      said: `${shareWords(count?.share ?? 0)}`,
      parts: [{ kind: 'solid', amount: count?.share ?? 0 }],
    })),
  )
}

function curve(answer: ConcentrationAnswer) {
  const running = (measure: 'count' | 'annual_value') =>
    answer.suppliers.flatMap((one) => one[measure]?.running_share ?? []).toSorted((a, b) => a - b)
  const lines = [
    { label: 'by contracts', shares: running('count') },
    { label: 'by £ a year', shares: running('annual_value') },
  ].filter(({ shares }) => shares.length > 0)
  if (lines.length === 0) return false
  const reach = answer.measures
    .filter((one) => one.why_not === null)
    .map(
      (one) =>
        `${one.measure === 'count' ? 'By contracts' : 'By £ a year'} half is reached with ${plural(one.suppliers_to_half ?? 0, 'supplier')}, nine tenths with ${formatCount(one.suppliers_to_nine_tenths ?? 0)}.`,
    )
  return concentrationCurve(
    { id: 'curve', title: 'How the share rises, supplier by supplier', description: reach.join(' ') },
    lines,
  )
}

export function overTimeView(filters: ConcentrationFilters, answer: ConcentrationOverTime) {
  return {
    title: `${answer.scope.label}: concentration over time`,
    section: 'market' as const,
    backLink: { text: 'Concentration today', href: withQuery(paths.concentration, queryOf(filters)) },
    label: answer.scope.label,
    days: answer.days.map(({ as_at, coverage, measures }) => {
      const [count, value] = measures
      return {
        day: formatDay(as_at),
        href: withQuery(paths.concentration, { ...queryOf(filters), as_at }),
        contracts: formatCount(coverage.contracts),
        coverage: shareWords(coverage.contracts === 0 ? null : coverage.value_coverage),
        cells: [count, value].flatMap((one) => [
          shareWords(one?.cr1 ?? null),
          shareWords(one?.cr5 ?? null),
          one?.suppliers_to_half == null ? '–' : formatCount(one.suppliers_to_half),
          one?.suppliers_to_nine_tenths == null ? '–' : formatCount(one.suppliers_to_nine_tenths),
          one?.hhi == null ? '–' : formatCount(Math.round(one.hhi)),
        ]),
      }
    }),
    downloads: (['csv', 'json'] as const).map((form) => ({
      text: form.toUpperCase(),
      href: withQuery(paths.concentrationOverTimeFile(form), { ...queryOf(filters), as_at: undefined }),
    })),
  }
}
