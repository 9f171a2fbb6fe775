// What do the pages of withholdings show?
import type { ContractDetail } from '../../../contracts/contract-schemas.ts'
import { canWithhold } from '../../../contracts/withholding.ts'
import type { Withholding } from '../../../contracts/withholding-queries.ts'
import type { CalendarDate } from '../../../lib/calendar-date.ts'
import { FIELDS } from '../../../returns/mapping/fields.ts'
import { formatDay } from '../../filters.ts'
import type { FormErrors } from '../../forms.ts'
import { paths } from '../../paths.ts'
import { withheldWords } from '../../withheld-words.ts'

export interface WithholdingLine {
  id: number
  label: string
  said: string
  decided: string
  isDue: boolean
  contractHref: string
}

/** The soonest to be looked at again first. */
export function withholdingLines(
  withholdings: readonly Withholding[],
  today: CalendarDate,
): WithholdingLine[] {
  return withholdings.map((one) => ({
    id: one.id,
    label: FIELDS.contracts[one.field]?.label ?? one.field,
    said: withheldWords(one),
    decided: formatDay(one.decided_at.slice(0, 10)),
    isDue: one.review_on <= today,
    contractHref: one.contract_id === null ? '' : paths.contract(one.contract_id),
  }))
}

/** What can be withheld, by what officers call it. */
const fieldChoices = Object.entries(FIELDS.contracts)
  .filter(([field]) => canWithhold(field, 'full'))
  .map(([value, { label }]) => ({ value, text: label }))
  .sort((one, other) => (one.text < other.text ? -1 : 1))

export const FORM_FIELDS = ['field', 'reason', 'ground', 'precision', 'review_on'] as const

/** What both forms show of themselves. */
function formView(values: Record<string, string>, errors: FormErrors) {
  return {
    fields: fieldChoices.map((one) => ({ ...one, chosen: one.value === values.field })),
    values,
    errors: errors.errors,
    errorOf: Object.fromEntries(FORM_FIELDS.map((field) => [field, errors.errorOf[field] ?? false])),
  }
}

export function ruleView(view: Omit<WithholdView, 'contract'>) {
  return {
    title: 'Withhold something of every contract',
    section: 'returns' as const,
    backLink: { text: 'What is withheld', href: paths.withholdings },
    action: paths.withholdingRule,
    lines: view.lines,
    csrfToken: view.csrfToken,
    ...formView(view.values, view.errors),
  }
}

export interface WithholdView {
  contract: ContractDetail
  lines: WithholdingLine[]
  values: Record<string, string>
  errors: FormErrors
  csrfToken: string
}

export function withholdView({ contract, lines, values, errors, csrfToken }: WithholdView) {
  return {
    title: `Withhold, ${contract.title}`,
    section: 'contracts' as const,
    showsSample: contract.is_sample,
    backLink: { text: 'The contract', href: paths.contract(contract.id) },
    heading: contract.title,
    authority: contract.authority.name,
    action: paths.contractWithholdings(contract.id),
    lines,
    csrfToken,
    ...formView(values, errors),
  }
}
