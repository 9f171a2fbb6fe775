// Which register numbers does a cell beside a supplier's name state?
import {
  type IdentifierReading,
  readCharityNumber,
  readLegalEntityIdentifier,
  readProcurementNumber,
  readVatNumber,
  type SupplierIdentifier,
} from './supplier-identifiers.ts'

/** Fields of a return in which a number of a supplier may stand. */
export type NumberField =
  | 'supplier_charity_no'
  | 'supplier_ppon'
  | 'supplier_vat_no'
  | 'supplier_lei'
  | 'supplier_company_no'

/** A cell as it was read, beside the one supplier of its row. */
export interface NumberCell {
  name: string
  companyNumber: string
  field: NumberField
  text: string
  versionId: number
}

type Reader = (text: string) => IdentifierReading

const READERS: Record<NumberField, Reader> = {
  supplier_charity_no: readCharityNumber,
  supplier_ppon: readProcurementNumber,
  supplier_vat_no: readVatNumber,
  supplier_lei: readLegalEntityIdentifier,
  supplier_company_no: readAnotherNumber,
}

/**
 * The canonical number of a cell; null where it holds none of its kind. What stands under "Company number" and is no
 * company number may be another one, but only where it says so itself: by its scheme, or by check digits.
 */
export function statedNumber(field: NumberField, text: string): SupplierIdentifier | null {
  const reading = READERS[field](text)
  return reading.ok ? reading.identifier : null
}

const ORGANISATION_ID = /^\s*gb-(?:chc|sc|nic)\b/i
const CHARITY =
  /^\s*(?:registered\s+)?charity\b[\s:.-]*(?:commission\b)?[\s:.-]*(?:(?:no|number)\b)?[\s:.-]*/i

function readAnotherNumber(text: string): IdentifierReading {
  if (ORGANISATION_ID.test(text)) return readCharityNumber(text)
  const charity = CHARITY.exec(text)
  if (charity !== null) return readCharityNumber(text.slice(charity[0].length))
  for (const read of [readLegalEntityIdentifier, readProcurementNumber, readVatNumber]) {
    const reading = read(text)
    if (reading.ok) return reading
  }
  return { ok: false, reason: 'shape' }
}
