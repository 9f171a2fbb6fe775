// What do the thread that reads a return and the one that stores it say to each other?
import type { ReadSettings, ReadVerdict } from './read-types.ts'

export interface ReadingTask {
  returnId: string
  settings: ReadSettings
  /** Files with fewer filled rows carry none on; null: none do. */
  carryFrom: number | null
}

/** Rows and issues in COPY's text format. */
export interface Batch {
  stated: Uint8Array<ArrayBuffer>
  issues: Uint8Array<ArrayBuffer>
  carried: Uint8Array<ArrayBuffer>
  /** What a later return needs to know these rows again; see `printWriter`. */
  prints: Uint8Array<ArrayBuffer>
  /** Returns whose rows are carried on here for the first time in this file. */
  sources: string[]
  /** How many rows there are, and how many of them are carried on. */
  count: number
  carriedCount: number
}

/** From the reading thread: it asks for what is known on a basis, gives a batch of rows, or ends. */
export type FromReader =
  | { type: 'ask'; basis: string }
  | ({ type: 'batch' } & Batch)
  | { type: 'verdict'; verdict: ReadVerdict }
  /** Records and rows did not agree: the file must be read without carrying rows on. */
  | { type: 'astray'; message: string }

/** To the reading thread: "so much of the file lies here", "this is known", or "the batch is stored, go on". */
export type ToReader =
  | { type: 'grown'; file: string; bytes: number; isWhole: boolean }
  | { type: 'known'; known: Uint8Array | null }
  | { type: 'stored' }
