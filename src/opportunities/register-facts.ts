// Which facts does a contract of the register give to the rules?
import type { CalendarDate } from '../lib/calendar-date.ts'
import type {
  ContractFacts,
  ContractType,
  ContractValue,
  ExtensionOption,
  Intention,
  LinkedNotice,
  NoticeContents,
  PenceRange,
} from './contract-facts.ts'

/** A public contract with what was said of it since; days are London's. */
export interface RegisteredContract {
  id: string
  authorityId: number
  /** The values of its current version, as they were read: amounts in pence, `<field>_low` and `_high` for a range. */
  values: Readonly<Record<string, unknown>>
  /** When a return that held it, or the authority's word that it still runs, was last published. */
  confirmedOn: CalendarDate | null
  /** When it ended, where the authority said so last of a contract that its return left out. */
  endedOn: CalendarDate | null
  /** The last one. */
  intention: Intention | null
  /** It is the contract of a core business system that the authority runs. */
  coreSystem: boolean
  /** Notices linked to it or to what follows it. */
  notices: readonly LinkedNotice[]
}

/**
 * The facts, every value not given being *not stated*. A row is confirmed on the day its return speaks for, where it names
 * one, and never later than it was published. A value whose basis nobody gave is the stated value, with or without VAT; a
 * negative one, a correction in somebody's ledger, says nothing of what a contract is worth.
 */
export function factsFromRegister(contract: RegisteredContract): ContractFacts {
  const { values, endedOn } = contract
  return {
    localReference: text(values.local_reference),
    startOn: text(values.start_on),
    signedOn: text(values.signed_on),
    currentEndOn: endedOn ?? text(values.current_end_on),
    currentEndPrecision: endedOn === null ? precision(values.current_end_on_precision) : 'day',
    maximumEndOn: endedOn === null ? text(values.max_end_on) : null,
    maximumEndPrecision: precision(values.max_end_on_precision),
    endMeaning: endedOn === null ? null : 'known',
    hasOptions: endedOn === null ? yesNo(values.has_options) : false,
    options: endedOn === null ? options(values.options) : [],
    termText: endedOn === null ? text(values.term_text) : null,
    noticePeriodMonths: number(values.notice_period_months),
    value: value(values),
    contractType: contractType(values.contract_type),
    regime: null,
    route: text(values.route) ?? text(values.process_type),
    frameworkReference: text(values.framework_reference),
    coreSystem: contract.coreSystem,
    predecessorUnreplaced: false,
    confirmedOn: earlier(contract.confirmedOn, text(values.effective_date)),
    intention: contract.intention,
    notices: contract.notices,
    contents: contents(values),
  }
}

type Values = RegisteredContract['values']

function value(values: Values): ContractValue {
  const unsaid = range(values, 'value')
  const net = range(values, 'value_whole_term_net')
  const gross = range(values, 'value_whole_term_gross')
  const basis = text(values.value_basis)
  const yearly = basis === 'annual' ? 1 : basis === 'monthly' ? 12 : null
  if (yearly !== null) {
    const annual = range(values, 'value_annual') ?? times(net ?? gross ?? unsaid, yearly)
    const vatBasis = net !== null ? 'net' : gross !== null ? 'gross' : null
    return { ...NO_VALUE, maximumWithOptions: range(values, 'value_max_incl_options'), annual, vatBasis }
  }
  const whole = net === null && gross === null ? unsaid : null
  const isMaximum = basis === 'maximum'
  return {
    wholeTermNet: isMaximum ? net : (net ?? whole),
    wholeTermGross: gross,
    maximumWithOptions: range(values, 'value_max_incl_options') ?? (isMaximum ? whole : null),
    annual: range(values, 'value_annual'),
    vatBasis: whole === null ? null : 'unknown',
  }
}

const NO_VALUE: ContractValue = {
  wholeTermNet: null,
  wholeTermGross: null,
  maximumWithOptions: null,
  annual: null,
  vatBasis: null,
}

function range(values: Values, field: string): PenceRange | null {
  const stated = amount(values[field])
  if (stated !== null) return { low: stated, high: stated }
  const [low, high] = [amount(values[`${field}_low`]), amount(values[`${field}_high`])]
  return low !== null && high !== null ? { low: Math.min(low, high), high: Math.max(low, high) } : null
}

function times(amount: PenceRange | null, factor: number): PenceRange | null {
  return amount === null ? null : { low: amount.low * factor, high: amount.high * factor }
}

function options(stated: unknown): ExtensionOption[] {
  if (!Array.isArray(stated)) return []
  return stated.flatMap((option: { months?: unknown; exercised?: unknown }) => {
    const months = number(option?.months)
    return months !== null && months > 0 ? [{ months, exercised: yesNo(option.exercised) }] : []
  })
}

/** Goods, services or works; codes that say how it was awarded rather than what is bought are none. */
function contractType(stated: unknown): ContractType | null {
  return stated === 'goods' || stated === 'services' || stated === 'works' || stated === 'concession'
    ? stated
    : null
}

function contents(values: Values): NoticeContents {
  const has = (...fields: string[]) => fields.some((field) => text(values[field]) !== null)
  return {
    title: has('title'),
    description: has('description'),
    cpv: has('cpv'),
    contractType: contractType(values.contract_type) !== null,
    supplier: has('supplier_name_raw'),
    supplierIdentifier: has('supplier_company_no', 'supplier_charity_no', 'supplier_ppon'),
    supplierSize: yesNo(values.is_sme) !== null && yesNo(values.is_vcse) !== null,
    contact: has('contact_url'),
    procedure: has('process_type', 'route'),
  }
}

function earlier(confirmed: CalendarDate | null, speaksFor: CalendarDate | null): CalendarDate | null {
  return confirmed !== null && speaksFor !== null && speaksFor < confirmed ? speaksFor : confirmed
}

const text = (stated: unknown) => (typeof stated === 'string' && stated.trim() !== '' ? stated : null)
const number = (stated: unknown) => (typeof stated === 'number' && Number.isFinite(stated) ? stated : null)
const amount = (stated: unknown) => (typeof stated === 'number' && stated >= 0 ? stated : null)
const yesNo = (stated: unknown) => (typeof stated === 'boolean' ? stated : null)
const precision = (stated: unknown) =>
  stated === 'month' || stated === 'quarter' || stated === 'year' ? stated : 'day'
