// What do the thread that reads a return and the one that stores it say to each other?
import type { ReadSettings, ReadVerdict } from './read-types.ts'

export interface ReadingTask {
  returnId: string
  settings: ReadSettings
}

/** From the reading thread: it gives a batch of rows, or ends. */
export type FromReader =
  /** Rows and issues in COPY's text format. */
  | { type: 'batch'; rows: Uint8Array; issues: Uint8Array; count: number }
  | { type: 'verdict'; verdict: ReadVerdict }

/** To the reading thread: "the file lies here, begin", or "the batch is stored, go on". */
export type ToReader = { type: 'begin'; file: string } | { type: 'stored' }
