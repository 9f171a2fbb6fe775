// What do the codes of the contracts filter mean in words?
import { formatPounds } from '../../../lib/money.ts'

export const STATUS_LABELS: Record<string, string> = {
  running: 'Running',
  ended: 'Ended',
  no_end_stated: 'No end stated',
}

export const ROUTE_LABELS: Record<string, string> = {
  own_tender: 'Own tender',
  framework_call_off: 'Call-off from a framework',
  direct_award: 'Direct award',
  dynamic_market: 'Dynamic market',
  other: 'Other route',
}

export const PROCESS_LABELS: Record<string, string> = {
  invitation_to_quote: 'Invitation to quote',
  invitation_to_tender: 'Invitation to tender',
  open: 'Open procedure',
  selective: 'Selective procedure',
  limited: 'Limited procedure',
  direct: 'Direct award',
  framework_call_off: 'Call-off from a framework',
  dynamic_market: 'Dynamic market',
  other: 'Other process',
}

export const BASIS_LABELS: Record<string, string> = {
  value_whole_term_net: 'Whole term, without VAT',
  value_whole_term_gross: 'Whole term, with VAT',
  value_annual: 'A year',
  value: 'Basis not stated',
}

export const AGE_LABELS: Record<string, string> = {
  under_6_months: 'In the last 6 months',
  '6_to_12_months': '6 to 12 months ago',
  '12_to_18_months': '12 to 18 months ago',
  over_18_months: 'More than 18 months ago',
}

export const YES_NO_LABELS: Record<string, string> = { yes: 'Yes', no: 'No' }

/** `£25,000`; pennies only where there are any. `pounds` is digits with two decimals at most. */
export function amountWords(pounds: string): string {
  return formatPounds(Math.round(Number(pounds) * 100)).replace(/\.00$/, '')
}
