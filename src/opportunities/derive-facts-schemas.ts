// Which facts does a contract in the JSON of `thirty3 derive` give to the rules?
import type { Pence } from '../lib/money.ts'
import type {
  ContractFacts,
  ContractValue,
  LinkedNotice,
  NoticeContents,
  PenceRange,
} from './contract-facts.ts'
import type { DeriveContract, StatedDay } from './derive-input-schemas.ts'

/** The facts of one contract, every field not given being *not stated*. */
export function contractFacts(contract: DeriveContract): ContractFacts {
  return {
    localReference: contract.local_reference ?? null,
    startOn: contract.start_on?.on ?? null,
    signedOn: contract.signed_on?.on ?? null,
    ...ends(contract),
    hasOptions: contract.has_options ?? null,
    options: (contract.options ?? []).map(({ months, exercised }) => ({
      months,
      exercised: exercised ?? null,
    })),
    termText: written(contract.term_text),
    noticePeriodMonths: contract.notice_period_months ?? null,
    value: value(contract),
    contractType: contract.contract_type ?? null,
    regime: contract.regime ?? null,
    route: written(contract.route),
    frameworkReference: written(contract.framework_reference),
    coreSystem: contract.core_system === true,
    predecessorUnreplaced: contract.predecessor_unreplaced === true,
    confirmedOn: contract.confirmed_on?.on ?? null,
    intention: contract.intention?.answer
      ? { answer: contract.intention.answer, saidOn: contract.intention.said_on?.on ?? null }
      : null,
    notices: (contract.notices ?? []).map(notice),
    contents: contents(contract),
  }
}

function ends(contract: DeriveContract) {
  const { current_end_on: current, max_end_on: maximum, end_meaning: meaning } = contract
  const onlyMaximum = meaning === 'maximum' && !maximum
  return {
    currentEndOn: onlyMaximum ? null : (current?.on ?? null),
    currentEndPrecision: precision(
      current,
      contract.current_end_precision ?? contract.current_end_on_precision,
    ),
    maximumEndOn: (onlyMaximum ? current?.on : maximum?.on) ?? null,
    maximumEndPrecision: onlyMaximum
      ? precision(current, contract.current_end_precision ?? contract.current_end_on_precision)
      : precision(maximum, contract.max_end_precision ?? contract.max_end_on_precision),
    endMeaning: meaning == null ? null : meaning === 'unknown' ? ('unknown' as const) : ('known' as const),
  }
}

function precision(day: StatedDay | null | undefined, stated: 'day' | 'month' | null | undefined) {
  return day?.precision === 'month' ? 'month' : (stated ?? 'day')
}

function value(contract: DeriveContract): ContractValue {
  const c = contract
  return {
    wholeTermNet: range(c.value_whole_term_net, c.value_whole_term_net_low, c.value_whole_term_net_high),
    wholeTermGross: range(
      c.value_whole_term_gross,
      c.value_whole_term_gross_low,
      c.value_whole_term_gross_high,
    ),
    maximumWithOptions: range(
      c.value_max_incl_options,
      c.value_max_incl_options_low,
      c.value_max_incl_options_high,
    ),
    annual: range(c.value_annual, c.value_annual_low, c.value_annual_high),
    vatBasis: c.value_basis ?? null,
  }
}

type Amount = Pence | null | undefined

/** One amount, or a range of which both ends are stated; half a range is not stated. */
function range(amount: Amount, low: Amount, high: Amount): PenceRange | null {
  if (amount != null) return { low: amount, high: amount }
  return low != null && high != null ? { low: Math.min(low, high), high: Math.max(low, high) } : null
}

function notice(stated: NonNullable<DeriveContract['notices']>[number]): LinkedNotice {
  return {
    type: stated.type,
    publishedOn: stated.published_on?.on ?? null,
    for: stated.for ?? null,
    startOn: stated.start_on?.on ?? null,
  }
}

function contents(c: DeriveContract): NoticeContents {
  return {
    title: has(c.title),
    description: has(c.description),
    cpv: has(c.cpv),
    contractType: c.contract_type != null,
    supplier: has(c.supplier_name_raw) || has(c.suppliers),
    supplierIdentifier: has(c.supplier_company_no) || has(c.supplier_charity_no) || has(c.supplier_ppon),
    supplierSize: has(c.is_sme) && has(c.is_vcse),
    contact: has(c.contact_url),
    procedure: has(c.process_type) || has(c.route),
  }
}

function has(stated: unknown): boolean {
  if (stated == null || stated === '') return false
  return !(Array.isArray(stated) && stated.length === 0)
}

function written(text: string | null | undefined): string | null {
  return text == null || text.trim() === '' ? null : text
}
