// What is a score made of, in words?
import type { Dimension, LostPoints, QualityItem } from '../returns/quality.ts'
import { formatCount, plural } from './filters.ts'

/** A field of the Code as people say it, and as the Open Contracting standard does. */
export const ITEM_WORDS: Record<QualityItem, { label: string; ocds: string }> = {
  local_reference: { label: 'Contract reference', ocds: 'contract id' },
  title: { label: 'Title', ocds: 'title' },
  department: { label: 'Department', ocds: 'contact point' },
  description: { label: 'Description', ocds: 'description' },
  supplier_name_raw: { label: 'Supplier', ocds: 'supplier name' },
  value: { label: 'Value, of the whole term or a year', ocds: 'contract value' },
  irrecoverable_vat: { label: 'Irrecoverable VAT', ocds: '' },
  start_on: { label: 'Start date', ocds: 'contract period' },
  current_end_on: { label: 'End date', ocds: 'contract period' },
  review_on: { label: 'Review date', ocds: 'milestone' },
  process_type: { label: 'Process: quote or tender', ocds: 'procurement method' },
  size: { label: 'Small business, charity or community group', ocds: 'supplier scale' },
  registration: { label: 'Company, charity or procurement number', ocds: 'supplier identifier' },
  notice_reference: { label: 'Notice or portal reference', ocds: 'ocid' },
  technology: { label: 'Technology', ocds: '' },
  maker: { label: 'Maker', ocds: '' },
  service_area: { label: 'Service area', ocds: '' },
  hosting: { label: 'Hosting', ocds: '' },
  users: { label: 'Users', ocds: '' },
  status: { label: 'Status', ocds: '' },
  satisfaction: { label: 'Satisfaction', ocds: '' },
  planned_replacement_on: { label: 'Planned replacement', ocds: '' },
}

export const DIMENSION_WORDS: Record<Dimension, { label: string; explanation: string }> = {
  completeness: {
    label: 'Complete',
    explanation: 'How many of the fields that the Transparency Code asks for are filled in.',
  },
  validity: { label: 'Valid', explanation: 'How many rows could be read without an error or a doubt.' },
  identifiers: {
    label: 'Identifiable',
    explanation: 'Whether contracts and suppliers can be found again by a number.',
  },
  timeliness: { label: 'On time', explanation: 'Whether a return came within a month of the quarter end.' },
  freshness: { label: 'Fresh', explanation: 'How many contracts were confirmed within the last six months.' },
}

/** What is said otherwise of a list of systems, of which the Code asks nothing. */
export const SYSTEM_WORDS: Partial<Record<Dimension, string>> = {
  completeness: 'How many of the fields of a systems return are filled in.',
  identifiers: 'Whether a system can be tied to its contract by the reference.',
  freshness: 'How many systems were confirmed within the last six months.',
}

/** `Review date: not stated in 120 of 200 rows`. */
export function lostWords({ reason, lost, of }: LostPoints, thing: 'row' | 'contract'): string {
  const some = `${formatCount(lost)} of ${plural(of, thing)}`
  if (reason === 'bad') return `${plural(lost, 'row')} with errors could not be used`
  if (reason === 'warned') return `${plural(lost, 'row')} had a warning`
  if (reason === 'late') return `${plural(lost, 'day')} late${lost >= of ? ' or more' : ''}`
  if (reason === 'stale') return `${some} not confirmed for six months`
  return `${ITEM_WORDS[reason].label}: not stated in ${some}`
}
