// What does a small, well-formed CSV of our own say?
import type { Readable } from 'node:stream'
import { parse as parseStream } from 'csv-parse'
import { parse } from 'csv-parse/sync'

/** One object a row, by heading. @throws CsvError naming the line when the text is not well-formed. */
export function readCsv(text: string): Record<string, string>[] {
  return parse(text, { bom: true, columns: true, skip_empty_lines: true })
}

/** The same for a file too large to hold: rows one at a time, blanks at the ends of headings taken off. */
export function streamCsv(bytes: Readable): AsyncIterable<Record<string, string>> {
  const columns = (headings: string[]) => headings.map((heading) => heading.trim())
  const parser = parseStream({ bom: true, columns, skip_empty_lines: true })
  bytes.on('error', (error) => parser.destroy(error))
  return bytes.pipe(parser)
}
