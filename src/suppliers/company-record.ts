// What does a line of the Companies House basic company data say of a company and its names?
import { calendarDate } from '../lib/calendar-date.ts'
import { readRegisterNumber } from './supplier-identifiers.ts'
import { normaliseSupplierName } from './supplier-name.ts'

/** A name a company has or had; `heldUntil` (YYYY-MM-DD) is null for the present one, and for one whose day is not readable. */
export interface RegisteredName {
  name: string
  strictKey: string
  isPresent: boolean
  heldUntil: string | null
}

export interface CompanyRecord {
  number: string
  name: string
  status: string
  names: RegisteredName[]
}

const MOST_PREVIOUS_NAMES = 10

/**
 * A line by its headings (CompanyName, CompanyNumber, CompanyStatus, PreviousName_1.CONDATE, PreviousName_1.CompanyName and
 * so on to 10), or a charity's line in the same shape, its number with its scheme ("GB-CHC-1098765"); null where name or number is missing or the number is none. A name held twice stands once, as the newest.
 */
export function readCompany(line: Readonly<Record<string, string>>): CompanyRecord | null {
  const number = readRegisterNumber(line.CompanyNumber ?? '')
  const name = (line.CompanyName ?? '').trim()
  if (number === null || name === '') return null
  const names = [{ name, strictKey: keyOf(name), isPresent: true, heldUntil: null }, ...previousNames(line)]
  const once = new Map([...names].reverse().map((one) => [one.name, one]))
  return {
    number,
    name,
    status: (line.CompanyStatus ?? '').trim(),
    names: [...once.values()].reverse(),
  }
}

function previousNames(line: Readonly<Record<string, string>>): RegisteredName[] {
  return Array.from({ length: MOST_PREVIOUS_NAMES }, (_, at) => at + 1).flatMap((at) => {
    const name = (line[`PreviousName_${at}.CompanyName`] ?? '').trim()
    if (name === '') return []
    const heldUntil = dayOf(line[`PreviousName_${at}.CONDATE`] ?? '')
    return [{ name, strictKey: keyOf(name), isPresent: false, heldUntil }]
  })
}

function keyOf(name: string): string {
  return normaliseSupplierName(name).strictKey
}

/** DD/MM/YYYY, as the register writes. */
function dayOf(text: string): string | null {
  const parts = /^(\d{2})\/(\d{2})\/(\d{4})$/.exec(text.trim())
  return parts ? calendarDate(Number(parts[3]), Number(parts[2]), Number(parts[1])) : null
}
