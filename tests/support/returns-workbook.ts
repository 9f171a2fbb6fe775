// How does a test make a workbook, or unmake one?
import { strToU8, unzipSync, zipSync } from 'fflate'

/** The parts of a workbook as text, by name. */
export function workbookTexts(bytes: Uint8Array): Record<string, string> {
  return Object.fromEntries(
    Object.entries(unzipSync(bytes)).map(([name, part]) => [name, Buffer.from(part).toString()]),
  )
}

/** A workbook of the parts given, checksums and all. */
export function zippedWorkbook(parts: Record<string, string | Uint8Array>): Uint8Array {
  return zipSync(
    Object.fromEntries(
      Object.entries(parts).map(([name, part]) => [name, typeof part === 'string' ? strToU8(part) : part]),
    ),
  )
}
