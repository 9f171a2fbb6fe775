// How does what authorities share leave as a file?
import type { SharedValue } from '../contracts/shared-value-schemas.ts'
import { csvFile } from './csv.ts'

type Cell = (one: SharedValue) => string | null | undefined

const COLUMNS: [heading: string, cell: Cell][] = [
  ['authority', (one) => one.authority.name],
  ['authority_slug', (one) => one.authority.slug],
  ['title', (one) => one.title],
  ['technology', (one) => one.technology?.product],
  ['technology_slug', (one) => one.technology?.slug],
  ['contract_id', (one) => one.contract_id],
  ['service_area', (one) => one.service_area],
  ['field', (one) => one.field],
  ['value', (one) => String(one.value)],
  ['reported_at', (one) => one.reported_at],
  ['is_sample', (one) => (one.is_sample ? 'yes' : 'no')],
]

export const SHARED_FORMS = ['csv', 'json'] as const

/** The whole list in pieces, in its order. */
export function sharedList(
  values: AsyncIterable<SharedValue>,
  form: (typeof SHARED_FORMS)[number],
): AsyncGenerator<string> {
  return form === 'csv' ? csvFile(lines(values)) : json(values)
}

async function* lines(values: AsyncIterable<SharedValue>): AsyncGenerator<string[]> {
  yield COLUMNS.map(([heading]) => heading)
  for await (const one of values) yield COLUMNS.map(([, cell]) => cell(one) ?? '')
}

async function* json(values: AsyncIterable<SharedValue>): AsyncGenerator<string> {
  let written = 0
  yield '{"values":['
  for await (const one of values) {
    yield `${written > 0 ? ',' : ''}\n${JSON.stringify(one)}`
    written += 1
  }
  yield `\n],"total":${written}}\n`
}
