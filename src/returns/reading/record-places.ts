// Where does each record of a text file end?

/** Of every record, blank ones included, in their order. */
export interface RecordPlaces {
  count(): number
  /** The first byte of the record; bytes without a byte-order mark, from 0. */
  start(record: number): number
  /** The byte after the record and its line end. */
  end(record: number): number
  /** The physical lines that the record takes, 1-based. */
  firstLine(record: number): number
  lastLine(record: number): number
}

/** Twelve bytes a record, however long the file. */
export function recordPlaces() {
  let ends = new Float64Array(1024)
  let lines = new Uint32Array(1024)
  let count = 0

  function add(end: number, lastLine: number): void {
    if (count === ends.length) {
      const longer = { ends: new Float64Array(count * 2), lines: new Uint32Array(count * 2) }
      longer.ends.set(ends)
      longer.lines.set(lines)
      ;({ ends, lines } = longer)
    }
    ends[count] = end
    lines[count] = lastLine
    count += 1
  }

  /** The second half of a line end that came in two bytes. */
  function lengthenLast(): void {
    if (count > 0) ends[count - 1] = (ends[count - 1] ?? 0) + 1
  }

  const places: RecordPlaces = {
    count: () => count,
    start: (record) => ends[record - 1] ?? 0,
    end: (record) => ends[record] ?? 0,
    firstLine: (record) => (lines[record - 1] ?? 0) + 1,
    lastLine: (record) => lines[record] ?? 0,
  }
  return { add, lengthenLast, places }
}
