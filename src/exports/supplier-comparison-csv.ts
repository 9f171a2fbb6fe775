// How do suppliers compare, as a table for a spreadsheet program?
import type { ComparedSupplier, ComparisonAnswer } from '../market/supplier-comparison-schemas.ts'
import { csvFile } from './csv.ts'

const listed = (things: readonly { name: string }[]) => things.map(({ name }) => name).join('; ')

const COLUMNS: [heading: string, cell: (one: ComparedSupplier) => string | number][] = [
  ['supplier', (one) => one.name],
  ['supplier_slug', (one) => one.slug],
  ['names_as_typed', (one) => one.names.join('; ')],
  ['company_numbers_confirmed', (one) => one.company_numbers.join('; ')],
  ['company_numbers_stated', (one) => one.stated_numbers.join('; ')],
  ['parents', (one) => listed(one.group)],
  ['running_contracts', (one) => one.contracts.running],
  ['contracts_over', (one) => one.contracts.over],
  ['contracts_to_come', (one) => one.contracts.to_come],
  ['held_with_others', (one) => one.contracts.held_with_others],
  ['as_sub_contractor', (one) => one.contracts.as_sub_contractor],
  ['authorities', (one) => one.authorities.length],
  ['authority_names', (one) => listed(one.authorities)],
  ['service_areas', (one) => one.service_areas.map(({ label }) => label).join('; ')],
  ['service_area_not_stated', (one) => one.service_area_not_stated],
  ['annual_pounds_net', (one) => one.annual.net],
  ['annual_pounds_gross', (one) => one.annual.gross],
  ['annual_pounds_vat_not_stated', (one) => one.annual.not_stated],
  ['contracts_with_annual', (one) => one.annual.contracts],
  ['whole_term_pounds_net', (one) => one.whole_term.net],
  ['whole_term_pounds_gross', (one) => one.whole_term.gross],
  ['contracts_with_whole_term', (one) => one.whole_term.contracts],
  ['technologies_made', (one) => listed(one.technologies_made)],
  ['technologies_supplied', (one) => listed(one.technologies_supplied)],
  ['median_months', (one) => one.median_months ?? ''],
  ['may_be_extended', (one) => one.with_options],
  ['end_moved_later', (one) => one.end_moved_later],
  ['ends_in_24_months', (one) => one.ends_in_24_months],
  ...(['sme', 'vcse'] as const).flatMap((flag) =>
    (['yes', 'no', 'not_stated'] as const).map((answer): [string, (one: ComparedSupplier) => number] => [
      `${flag}_${answer}`,
      (one) => one[flag][answer],
    ]),
  ),
]

/** A row for each supplier, in the order asked. */
export function supplierComparisonCsv({ suppliers }: ComparisonAnswer): AsyncGenerator<string> {
  return csvFile([
    COLUMNS.map(([heading]) => heading),
    ...suppliers.map((one) => COLUMNS.map(([, cell]) => String(cell(one)))),
  ])
}
