// What does the index ask of a contract?

/** A public contract as the index takes it in. Days are counted from 1 January 1970. */
export interface IndexRow {
  /** A UUID, as PostgreSQL prints it. */
  id: string
  currentEnd: number | null
  maxEnd: number | null
  /** Day in UTC on which the authority last confirmed the contract. */
  confirmed: number | null
  /** Pence. */
  valuePence: number | null
  /** Which field the value is from. */
  valueField: string | null
  serviceArea: string | null
  route: string | null
  processType: string | null
  isSme: boolean | null
  isVcse: boolean | null
  supplierNameIds: readonly number[]
  technologyIds: readonly string[]
  /** A `tsvector` with positions, as PostgreSQL prints it: `'hous':1A,7C 'repair''s':2`. */
  words: string
}
