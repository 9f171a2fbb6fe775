// What does a small, well-formed CSV of our own say?
import { parse } from 'csv-parse/sync'

/** One object a row, by heading. @throws CsvError naming the line when the text is not well-formed. */
export function readCsv(text: string): Record<string, string>[] {
  return parse(text, { bom: true, columns: true, skip_empty_lines: true })
}
