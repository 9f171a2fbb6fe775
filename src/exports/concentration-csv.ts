// Who holds how much of a market, as a table for a spreadsheet program?
import type { ConcentrationAnswer, ConcentrationOverTime } from '../market/concentration-schemas.ts'
import { csvFile } from './csv.ts'

const ratio = (share: number | null | undefined) =>
  share === null || share === undefined ? '' : share.toFixed(6)

/** A row for each supplier with a share; an empty cell where the figure is not given. */
export function concentrationCsv(answer: ConcentrationAnswer): AsyncGenerator<string> {
  const headings = [
    'supplier',
    'supplier_slug',
    'contracts',
    'share_of_contracts',
    'running_share_of_contracts',
    'annual_pounds',
    'share_of_annual_pounds',
    'running_share_of_annual_pounds',
    'as_at',
    'by',
  ]
  const rows = answer.suppliers.map(({ name, slug, count, annual_value: value }) => [
    name,
    slug,
    count?.amount ?? '',
    ratio(count?.share),
    ratio(count?.running_share),
    value?.amount ?? '',
    ratio(value?.share),
    ratio(value?.running_share),
    answer.as_at,
    answer.by,
  ])
  return csvFile([headings, ...rows])
}

const FIGURES = [
  'suppliers',
  'cr1',
  'cr3',
  'cr5',
  'cr10',
  'cr15',
  'hhi',
  'suppliers_to_half',
  'suppliers_to_nine_tenths',
] as const

/** A row for each day and measure. */
export function overTimeCsv({ days }: ConcentrationOverTime): AsyncGenerator<string> {
  const headings = ['as_at', 'measure', 'contracts', 'attributed', 'valued', ...FIGURES, 'why_not']
  const rows = days.flatMap(({ as_at, coverage, measures }) =>
    measures.map((one) => [
      as_at,
      one.measure,
      ...[coverage.contracts, coverage.attributed, coverage.valued].map(String),
      ...FIGURES.map((figure) => (one[figure] === null ? '' : String(one[figure]))),
      one.why_not ?? '',
    ]),
  )
  return csvFile([headings, ...rows])
}
