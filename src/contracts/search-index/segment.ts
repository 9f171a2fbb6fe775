// How does the index hold the public contracts of one authority?

/** Stands for a day that is not stated, after every day that is. */
export const NO_DAY = 0x7fffffff

/** Texts of few kinds: a number for each contract, 0 where it states none, else one more than the place of its text in `names`. */
export interface Coded {
  codes: Uint16Array
  names: readonly string[]
}

/** For each contract a list of numbers: those of contract `at` stand from `starts[at]` to before `starts[at + 1]`. */
export interface Lists {
  starts: Uint32Array
  values: Uint32Array
}

/**
 * The words of the contracts, in the order of their bytes. Word `w` is `bytes` from `starts[w]` to before `starts[w + 1]`; it
 * stands at the places from `placesFrom[w]` to before `placesFrom[w + 1]`: `contracts` are ascending, one entry for each position, and
 * `positions` ascend within a contract, as a `tsvector` has them: the weight (A 3, B 2, C 1, D 0) times 16,384, and the place.
 */
export interface Words {
  bytes: Uint8Array
  starts: Uint32Array
  placesFrom: Uint32Array
  contracts: Uint16Array | Uint32Array
  positions: Uint16Array
  /** As if the texts of all contracts stood one after the other: place `p` of contract `at` is place `textStarts[at] + p` of all. */
  textStarts: Uint32Array
  /** The words that stand at most places, a few at most. */
  common: Uint32Array
  /** For each of these a bit for each place of all and for one beyond; each begins with a number of its own. */
  commonPlaces: Uint32Array
}

/**
 * The public contracts of one authority as columns, never changed once made. The number of a contract is its place in the
 * order of current ends, the earliest first and those that state none last; among equals in the order of their ids.
 */
export interface Segment {
  authorityId: number
  /** How many contracts there are. */
  size: number
  /** Sixteen bytes each. */
  ids: Uint8Array
  /** Days since 1 January 1970, or `NO_DAY`. */
  currentEnds: Int32Array
  maxEnds: Int32Array
  /** Day in UTC on which the authority last confirmed the contract. */
  confirmed: Int32Array
  /** Pence; NaN where no value is stated. */
  values: Float64Array
  /** The contracts that state a value, the least value first. */
  byValue: Uint16Array | Uint32Array
  /** Which field the value is from. */
  valueFields: Coded
  serviceAreas: Coded
  routes: Coded
  processTypes: Coded
  /** 0 not stated, 1 yes, 2 no. */
  sme: Uint8Array
  vcse: Uint8Array
  /** Of each contract, places in `supplierNameIds`. */
  supplierNames: Lists
  supplierNameIds: Float64Array
  /** Of each contract, places in `technologyIds`, each once. */
  technologies: Lists
  technologyIds: readonly string[]
  words: Words
}

/** The whole register as it stood in one moment. */
export interface HeldRegister {
  /** As `registerVersion` gives it. */
  version: string
  /** By authority. Authorities without a public contract have none. */
  segments: readonly Segment[]
  /** For each segment, for each of its supplier names: the number of its supplier, 0 for none. */
  supplierNumbers: readonly Uint32Array[]
  /** Ids of suppliers by number; the first is nobody's. */
  supplierIds: readonly string[]
}

/** Members of a segment, a bit for each contract: contract `at` is bit `at % 32` of number `at >> 5`. */
export type Members = Uint32Array

/** Nobody yet. */
export function noMembers({ size }: Pick<Segment, 'size'>): Members {
  return new Uint32Array((size + 31) >>> 5)
}
