// Might a free text tell who somebody is, or how to reach them?
import type { CellIssue } from '../issues.ts'

const EMAIL = /[a-z0-9._%+'-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,6}/i
/** UK numbers: 0 or +44, then nine or ten digits with spaces, hyphens or brackets between. */
const TELEPHONE = /(?<![\d£.,/-])(?:\+44[ -]?(?:\(0\)[ -]?)?|\(?0)(?:\d[ )-]{0,2}){9,10}(?![\d,.]\d|\d)/
const INSURANCE_NUMBER = /\b[A-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b/i
const BIRTH = /\b(?:d\.?o\.?b\.?|date of birth|born on)\b/i

/** One issue naming what was found, or null. E-mail addresses, UK telephone and National Insurance numbers, dates of birth. */
export function personalData(text: string): CellIssue | null {
  if (!/[@\d]/.test(text)) return null
  const kind = kindFound(text)
  return kind === null
    ? null
    : { code: 'personal_data_suspected', detail: `may hold personal data: ${kind}.` }
}

function kindFound(text: string): string | null {
  if (text.includes('@') && EMAIL.test(text)) return 'an e-mail address'
  if (TELEPHONE.test(text)) return 'a telephone number'
  if (INSURANCE_NUMBER.test(text)) return 'a National Insurance number'
  return BIRTH.test(text) ? 'a date of birth' : null
}
