// What can contracts be filtered by, and what may each of them leave blank?

export const STATUSES = ['running', 'ended', 'no_end_stated'] as const
export const ROUTES = ['own_tender', 'framework_call_off', 'direct_award', 'dynamic_market', 'other'] as const
export const PROCESS_TYPES = [
  'invitation_to_quote',
  'invitation_to_tender',
  'open',
  'selective',
  'limited',
  'direct',
  'framework_call_off',
  'dynamic_market',
  'other',
] as const
export const VALUE_BASES = [
  'value_whole_term_net',
  'value_whole_term_gross',
  'value_annual',
  'value',
] as const
/** Lower bounds in pounds of the bands of value, the first from nothing. */
export const VALUE_BANDS: readonly number[] = [0, 25_000, 100_000, 1_000_000, 5_000_000]
export const YES_NO = ['yes', 'no'] as const
export const AGES = ['under_6_months', '6_to_12_months', '12_to_18_months', 'over_18_months'] as const

/** What a contract may leave blank, each with the switch of the filter that keeps or leaves out the blanks. */
export const NOT_STATED = {
  current_end: 'end_not_stated',
  max_end: 'max_end_not_stated',
  value: 'value_not_stated',
  service_area: 'service_area_not_stated',
  route: 'route_not_stated',
  process_type: 'process_type_not_stated',
  sme: 'sme_not_stated',
  vcse: 'vcse_not_stated',
} as const

export type Blank = keyof typeof NOT_STATED
export const BLANKS = Object.keys(NOT_STATED) as Blank[]

/** What a filter is about; the facets leave out one at a time. */
export type Dimension = Blank | 'authority' | 'supplier' | 'technology' | 'status' | 'age'

type Among<Codes extends readonly string[]> = Codes[number][] | undefined

/** What a filter asks of the facts of a contract, but for names, which are looked up. As `listFilters` reads it. */
export interface Narrowing
  extends Partial<Record<(typeof NOT_STATED)[Blank], 'include' | 'exclude' | undefined>> {
  service_area?: string[] | undefined
  status?: Among<typeof STATUSES>
  route?: Among<typeof ROUTES>
  process_type?: Among<typeof PROCESS_TYPES>
  age?: Among<typeof AGES>
  sme?: Among<typeof YES_NO>
  vcse?: Among<typeof YES_NO>
  /** Calendar days. */
  current_end_from?: string | undefined
  current_end_to?: string | undefined
  max_end_from?: string | undefined
  max_end_to?: string | undefined
  /** Pounds, with two decimals at most. */
  value_from?: string | undefined
  value_to?: string | undefined
  value_basis?: Among<typeof VALUE_BASES>
}
