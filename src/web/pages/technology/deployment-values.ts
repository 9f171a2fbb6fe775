// Which values does an authority give of a system it runs, in words, and from which cell is each known?
import { isCalendarDate } from '../../../lib/calendar-date.ts'
import { FIELDS } from '../../../returns/mapping/fields.ts'
import { PUBLIC_FIELDS } from '../../../technologies/deployment-record.ts'
import type { DeploymentDetail, DeploymentValue } from '../../../technologies/deployment-schemas.ts'
import { columnLetters, formatCount, formatDay, formatDecimalPounds } from '../../filters.ts'

const HOSTING: Record<string, string> = {
  cloud: 'Cloud',
  saas: 'Software as a service, hosted by the supplier',
  hosted: 'Hosted by someone else',
  on_premises: 'On the council’s premises',
  hybrid: 'Partly cloud, partly on premises',
  desktop: 'On single desktops',
}

const STATUS: Record<string, string> = {
  planned: 'Planned',
  live: 'Live',
  retiring: 'Being retired',
  retired: 'Retired',
}

/** A code in words; one that is not known here as it is, so that nothing is hidden. */
export const hostingWords = (code: string) => HOSTING[code] ?? code
export const statusWords = (code: string) => STATUS[code] ?? code

export interface DeploymentValueRow {
  label: string
  value: string
  cells: { raw: string; heading: string; where: string }[]
}

/** A row for each value, in the order of the fields. */
export function deploymentValueRows({ values }: DeploymentDetail): DeploymentValueRow[] {
  const isMonth = (field: string) =>
    values.some((one) => one.field === `${field}_precision` && one.value === 'month')
  return values
    .filter(({ field }) => !field.endsWith('_precision'))
    .sort((one, other) => placeOf(one.field) - placeOf(other.field))
    .map((one) => ({
      label: fieldLabel(one.field),
      value: `${valueWords(one)}${isMonth(one.field) ? ' (only the month is stated)' : ''}`,
      cells: one.provenance.map(({ raw, heading, line, column, corrected_to }) => ({
        raw: raw ?? '',
        heading,
        where: `Row ${formatCount(line)}, column ${columnLetters(column)}${
          corrected_to === undefined ? '' : `, corrected in review to “${corrected_to}”`
        }`,
      })),
    }))
}

function placeOf(field: string): number {
  const place = PUBLIC_FIELDS.findIndex((one) => field === one || field.startsWith(`${one}_`))
  return place < 0 ? PUBLIC_FIELDS.length : place
}

function fieldLabel(field: string): string {
  const range = /^(.*)_(low|high)$/.exec(field)
  if (range?.[1]) return `${fieldLabel(range[1])}, ${range[2] === 'low' ? 'lowest' : 'highest'}`
  return FIELDS.systems[field]?.label ?? field
}

function valueWords({ field, value, word }: DeploymentValue): string {
  if (word !== null) return `Not stated: the cell says “${word}”`
  if (field === 'hosting') return hostingWords(String(value))
  if (field === 'status') return statusWords(String(value))
  if (field.startsWith('value_')) return formatDecimalPounds(String(value))
  if (typeof value === 'number') return formatCount(value)
  const text = String(value)
  return isCalendarDate(text) ? formatDay(text) : text
}
