// Which register numbers name a supplier, in one canonical form, and do two suppliers' numbers agree?

/** Schemes of org-id.guide, and VAT and LEI. */
export type IdentifierScheme = 'GB-COH' | 'GB-CHC' | 'GB-SC' | 'GB-NIC' | 'GB-VAT' | 'GB-PPON' | 'LEI'

/** A number in canonical form: equal numbers are equal texts. */
export type SupplierIdentifier = { scheme: IdentifierScheme; value: string }

/** A canonical number, with what had to be mended; or the reason why the text is no such number. */
export type IdentifierReading =
  | { ok: true; identifier: SupplierIdentifier; padded: boolean }
  | { ok: false; reason: 'blank' | 'shape' | 'checksum' | 'all_zeros' }

const COMPANY_SHAPE =
  /^(?:\d{8}|(?:AC|BR|CE|CS|FC|FE|GE|GN|GS|IC|LP|NC|NF|NI|NL|NO|NP|NR|NZ|OC|OE|PC|R0|RC|SA|SC|SE|SF|SG|SI|SL|SO|SP|SR|SZ|ZC|IP|RS)\d{6}|(?:IP|RS|SP|NO|NP)\d{5}R|SP\d{4}RS|IP\d{4}RS|R0\d{6})$/

/**
 * A company number: blanks removed, upper case, digits padded to eight (spreadsheets eat leading zeros), letters padded
 * to two letters and six digits. Fewer than four digits, and all zeros, are no number. There is no check digit: the
 * shape alone proves nothing. An "org-id" prefix ("GB-COH-") or a URL path ("gb/02165763") is taken off.
 */
export function readCompanyNumber(text: string): IdentifierReading {
  const bare = bareNumber(text)
    .replace(/^(?:GBCOH|COH|GB\/)/, '')
    .replace(/^.*\//, '')
  if (bare === '') return { ok: false, reason: 'blank' }
  const padded = padCompanyNumber(bare)
  if (/^[A-Z]{0,2}0+$/.test(padded)) return { ok: false, reason: 'all_zeros' }
  if (!COMPANY_SHAPE.test(padded)) return { ok: false, reason: 'shape' }
  return { ok: true, identifier: { scheme: 'GB-COH', value: padded }, padded: padded !== bare }
}

function padCompanyNumber(bare: string): string {
  if (/^\d{4,8}$/.test(bare)) return bare.padStart(8, '0')
  const lettered = /^([A-Z]{2})(\d{2,6})$/.exec(bare)
  return lettered?.[1] && lettered[2] ? lettered[1] + lettered[2].padStart(6, '0') : bare
}

/** Blanks, dots, hyphens and invisible characters removed, upper case. */
function bareNumber(text: string): string {
  return text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s.\p{Cf}-]+/gu, '')
}

/**
 * A charity number: of England and Wales six or seven digits (five for a few old ones; a subsidiary after a hyphen is
 * dropped), of Scotland SC and six digits, of Northern Ireland NIC and six digits that start with 1.
 */
export function readCharityNumber(text: string): IdentifierReading {
  const withoutSubsidiary = text.trim().replace(/^(\d{5,7})-\d{1,3}$/, '$1')
  const bare = bareNumber(withoutSubsidiary)
    .replace(/^GB(?:CHC|SC(?=SC)|(?=NIC))/, '')
    .replace(/^(?:NIC){2}/, 'NIC')
  if (bare === '') return { ok: false, reason: 'blank' }
  if (/^[A-Z]*0+$/.test(bare)) return { ok: false, reason: 'all_zeros' }
  const scottish = /^SC(\d{5,6})$/.exec(bare)
  if (scottish?.[1]) {
    const value = `SC${scottish[1].padStart(6, '0')}`
    return { ok: true, identifier: { scheme: 'GB-SC', value }, padded: value !== bare }
  }
  const northern = /^(?:NIC?)(1\d{5})$/.exec(bare)
  if (northern?.[1]) return { ok: true, identifier: { scheme: 'GB-NIC', value: northern[1] }, padded: false }
  if (!/^[1-9]\d{4,6}$/.test(bare)) return { ok: false, reason: 'shape' }
  return { ok: true, identifier: { scheme: 'GB-CHC', value: bare }, padded: false }
}

/**
 * The number under which a register holds a body, as it is stored: a company's as it is, a charity's with its scheme, as in
 * "GB-CHC-1098765". Null for what is neither; a charity's without its scheme is taken for a company's.
 */
export function readRegisterNumber(text: string): string | null {
  const isCharity = /^\s*GB-(?:CHC|SC|NIC)\b/i.test(text)
  const reading = isCharity ? readCharityNumber(text.replace(':', '-')) : readCompanyNumber(text)
  if (!reading.ok) return null
  const { scheme, value } = reading.identifier
  return scheme === 'GB-COH' ? value : `${scheme}-${value}`
}

/** A number as `readRegisterNumber` gives it, with its scheme. */
export function registerIdentifier(number: string): SupplierIdentifier {
  const [, scheme, value] = /^(GB-CHC|GB-SC|GB-NIC)-(.+)$/.exec(number) ?? []
  return scheme && value ? { scheme: scheme as IdentifierScheme, value } : { scheme: 'GB-COH', value: number }
}

const VAT_WEIGHTS = [8, 7, 6, 5, 4, 3, 2]

/**
 * A VAT number of the United Kingdom: nine digits with HMRC's check (weights 8 to 2 on the first seven plus the last two,
 * a multiple of 97, or so after adding 55); twelve digits name a branch of the first nine; GD and HA numbers have three
 * digits. A VAT group shares one number, so equal numbers are strong evidence and never proof.
 */
export function readVatNumber(text: string): IdentifierReading {
  const bare = bareNumber(text).replace(/^(?:GBVAT|VAT|GB|XI)+/, '')
  if (bare === '') return { ok: false, reason: 'blank' }
  const government = /^GD[0-4]\d\d$|^HA[5-9]\d\d$/.test(bare)
  if (!government && !/^\d{9}(?:\d{3})?$/.test(bare)) return { ok: false, reason: 'shape' }
  if (/^0+$/.test(bare)) return { ok: false, reason: 'all_zeros' }
  if (!government && !vatCheck(bare)) return { ok: false, reason: 'checksum' }
  return {
    ok: true,
    identifier: { scheme: 'GB-VAT', value: government ? bare : bare.slice(0, 9) },
    padded: false,
  }
}

function vatCheck(digits: string): boolean {
  const sum = VAT_WEIGHTS.reduce((total, weight, at) => total + weight * Number(digits[at]), 0)
  const total = sum + Number(digits.slice(7, 9))
  return total % 97 === 0 || (total + 55) % 97 === 0
}

/** A Public Procurement Organisation Number: four letters, four digits, four letters, as "ABCD-1234-EFGH". */
export function readProcurementNumber(text: string): IdentifierReading {
  const bare = bareNumber(text).replace(/^GBPPON/, '')
  if (bare === '') return { ok: false, reason: 'blank' }
  const parts = /^([A-Z]{4})(\d{4})([A-Z]{4})$/.exec(bare)
  if (!parts) return { ok: false, reason: 'shape' }
  return { ok: true, identifier: { scheme: 'GB-PPON', value: parts.slice(1).join('-') }, padded: false }
}

/** A Legal Entity Identifier (ISO 17442): eighteen letters or digits and two check digits, modulo 97 as of ISO 7064. */
export function readLegalEntityIdentifier(text: string): IdentifierReading {
  const bare = bareNumber(text).replace(/^(?:XI)?LEI/, '')
  if (bare === '') return { ok: false, reason: 'blank' }
  if (!/^[A-Z0-9]{18}\d{2}$/.test(bare)) return { ok: false, reason: 'shape' }
  const digits = [...bare].map((character) => Number.parseInt(character, 36)).join('')
  if ([...digits].reduce((rest, digit) => (rest * 10 + Number(digit)) % 97, 0) !== 1)
    return { ok: false, reason: 'checksum' }
  return { ok: true, identifier: { scheme: 'LEI', value: bare }, padded: false }
}

/** A number that is known, and whether a register or a person has confirmed that it is this supplier's. */
export type HeldIdentifier = SupplierIdentifier & { confirmed: boolean }

/**
 * How two suppliers' numbers stand: `same` and `different` rest on confirmed numbers of one scheme; `maybe_same` and
 * `maybe_different` on numbers of which at least one is only stated, or on VAT. Different wins over same.
 */
export type IdentifierRelation = 'same' | 'maybe_same' | 'different' | 'maybe_different' | 'unknown'

/** Compares all numbers of two suppliers. Several VAT numbers, and numbers of different schemes, contradict nothing. */
export function compareIdentifiers(
  left: readonly HeldIdentifier[],
  right: readonly HeldIdentifier[],
): IdentifierRelation {
  let strongest: IdentifierRelation = 'unknown'
  for (const a of left)
    for (const b of right) {
      const relation = a.scheme === b.scheme ? relate(a, b, left, right) : 'unknown'
      if (STRENGTH[relation] > STRENGTH[strongest]) strongest = relation
    }
  return strongest
}

const STRENGTH: Record<IdentifierRelation, number> = {
  different: 4,
  maybe_different: 3,
  same: 2,
  maybe_same: 1,
  unknown: 0,
}

function relate(
  a: HeldIdentifier,
  b: HeldIdentifier,
  left: readonly HeldIdentifier[],
  right: readonly HeldIdentifier[],
): IdentifierRelation {
  if (a.value === b.value) return a.scheme !== 'GB-VAT' && a.confirmed && b.confirmed ? 'same' : 'maybe_same'
  if (a.scheme === 'GB-VAT' || shares(a.scheme, left, right)) return 'unknown'
  return a.confirmed && b.confirmed ? 'different' : 'maybe_different'
}

/** One supplier may hold two numbers of a scheme (a charity re-registered); one in common is enough. */
function shares(
  scheme: IdentifierScheme,
  left: readonly HeldIdentifier[],
  right: readonly HeldIdentifier[],
): boolean {
  return left.some(
    (a) => a.scheme === scheme && right.some((b) => b.scheme === scheme && a.value === b.value),
  )
}
