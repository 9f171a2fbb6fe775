// What did somebody fill in who saves or changes a search?
import { FREQUENCIES, type Frequency } from '../../../alerts/frequency.ts'
import { withoutWords } from '../../../alerts/left-out-words.ts'
import {
  emailAddress,
  frequency,
  type SavedFilters,
  savedFilters,
} from '../../../alerts/saved-search-schemas.ts'
import { searchInWords } from '../../../alerts/search-in-words.ts'
import type { AskedView } from '../opportunities/opportunities-view.ts'

type Fields = Record<string, unknown>

export const FREQUENCY_WORDS: Record<Frequency, { label: string; hint: string }> = {
  'at once': { label: 'At once', hint: 'within minutes of the register changing' },
  daily: { label: 'Once a day', hint: 'in the morning, only when there is something to tell' },
  weekly: { label: 'Once a week', hint: 'on Monday morning, only when there is something to tell' },
}

export interface AlertForm {
  email: string
  frequency: string
  leaveOut: string
  webhookUrl: string
  /** The fields of the search itself. */
  search: Fields
}

const OWN = ['email', 'frequency', 'leave_out', 'webhook_url', '_csrf']

/** The fields of the form as typed; the words to leave out stand in the words of the search already. */
export function readAlertForm(body: unknown): AlertForm {
  const given: Fields = typeof body === 'object' && body !== null ? { ...body } : {}
  const text = (name: string) => (typeof given[name] === 'string' ? given[name].trim() : '')
  const search = Object.fromEntries(
    Object.entries(given).filter(([name, value]) => !OWN.includes(name) && value !== ''),
  )
  const leaveOut = text('leave_out')
  if (leaveOut !== '') search.q = withoutWords(text('q'), leaveOut)
  return {
    email: text('email'),
    frequency: text('frequency') || 'daily',
    leaveOut,
    webhookUrl: text('webhook_url'),
    search,
  }
}

export interface ReadAlert {
  email: string
  frequency: Frequency
  filters: SavedFilters
  name: string
}

/** What is to be saved, or what is wrong by field. */
export function readAlert(
  form: AlertForm,
  asked: AskedView,
): { alert: ReadAlert | null; problems: Record<string, string> } {
  const problems: Record<string, string> = {}
  const email = emailAddress.safeParse(form.email)
  const chosen = frequency.safeParse(form.frequency)
  if (!email.success) problems.email = 'Enter an email address, like name@example.com'
  if (!chosen.success) problems.frequency = 'Choose how often'
  for (const { field, message } of asked.errors) {
    const name = field === 'ends_within' ? field : field === 'q' ? 'leave_out' : 'search'
    problems[name] ??= message
  }
  if (!email.success || !chosen.success || asked.filters === null) return { alert: null, problems }
  const { cursor: _, limit: __, ...rest } = asked.filters
  const filters = savedFilters.parse(rest)
  return {
    alert: { email: email.data, frequency: chosen.data, filters, name: nameOf(filters, asked) },
    problems,
  }
}

/** What a search is called, with the names of authorities and service areas. */
export function nameOf(
  filters: SavedFilters,
  { authorities, areas }: Pick<AskedView, 'authorities' | 'areas'>,
): string {
  const labels = new Map([...authorities, ...areas].map(({ code, label }) => [code, label]))
  return searchInWords(filters, labels)
}

export function frequencyChoices(chosen: string) {
  return FREQUENCIES.map((value, at) => ({
    value,
    id: at === 0 ? 'frequency' : `frequency-${at + 1}`,
    ...FREQUENCY_WORDS[value],
    isChosen: value === chosen,
  }))
}

/** Every field of the search but those that the form shows, to be sent along unseen. */
export function hiddenFields(search: Fields, shown: readonly string[]): { name: string; value: string }[] {
  return Object.entries(search)
    .filter(([name]) => !shown.includes(name))
    .flatMap(([name, value]) => [value].flat().map((one) => ({ name, value: String(one) })))
}
