// What does a search ask for, in words?
import type { CalendarDate } from '../lib/calendar-date.ts'
import { formatDay } from '../lib/long-day.ts'

/** The parts of a filter that words are made of. */
export interface Asked {
  q?: string | undefined
  authority?: string[] | undefined
  phase?: string[] | undefined
  service_area?: string[] | undefined
  value_band?: string[] | undefined
  sme_fit?: string[] | undefined
  approach_from?: CalendarDate | undefined
  approach_to?: CalendarDate | undefined
  ends_within?: number | undefined
}

/** Labels by code: slugs of authorities and codes of service areas. */
export type Labels = ReadonlyMap<string, string>

/** `“payroll” in Camden or Sutton, ending within 12 months`; `Every upcoming tender` where nothing is asked for. */
export function searchInWords(asked: Asked, labels: Labels): string {
  const among = (codes: readonly string[] = []) => orList(codes.map((code) => labels.get(code) ?? code))
  const { q, authority, phase, service_area, value_band, sme_fit, ends_within } = asked
  const parts = [
    q ? `“${q}”` : '',
    authority?.length ? `in ${among(authority)}` : '',
    service_area?.length ? `for ${among(service_area)}` : '',
    value_band?.length ? `of ${orList(value_band)}` : '',
    sme_fit?.length ? `${orList(sme_fit)} for a small supplier` : '',
    phase?.length ? `in the phase ${orList(phase)}` : '',
    asked.approach_from ? `to talk about from ${formatDay(asked.approach_from)}` : '',
    asked.approach_to ? `to talk about by ${formatDay(asked.approach_to)}` : '',
    ends_within ? `ending within ${ends_within} ${ends_within === 1 ? 'month' : 'months'}` : '',
  ].filter((part) => part !== '')
  return parts.length === 0 ? 'Every upcoming tender' : parts.join(', ').slice(0, 300)
}

/** `A, B or C`. */
function orList(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`
}
