// How do the contracts of one authority become its segment of the index?
import { wordsCollector } from './collect-words.ts'
import type { IndexRow } from './index-row.ts'
import { type Coded, type Lists, NO_DAY, type Segment } from './segment.ts'

/** Takes contracts in one by one, in any order; `finish` is asked for once. */
export interface SegmentBuilder {
  add(row: IndexRow): void
  finish(): Segment
}

/**
 * The segment of these contracts. Lists keep each supplier name and each technology of a contract once. Throws where the words
 * of a contract state no positions, or where a column of texts has more than 65,535 of them.
 */
export function buildSegment(authorityId: number, rows: Iterable<IndexRow>): Segment {
  const builder = segmentBuilder(authorityId)
  for (const row of rows) builder.add(row)
  return builder.finish()
}

/** As `buildSegment`, for contracts that come one by one. */
export function segmentBuilder(authorityId: number): SegmentBuilder {
  const columns = newColumns()
  const words = wordsCollector()
  return {
    add(row) {
      addRow(columns, row)
      words.add(row.words)
    },
    finish() {
      const order = inOrder(columns.ids, columns.currentEnds)
      return { authorityId, size: order.length, ...finished(columns, order), words: words.finish(order) }
    },
  }
}

function newColumns() {
  return {
    ids: [] as string[],
    currentEnds: [] as number[],
    maxEnds: [] as number[],
    confirmed: [] as number[],
    values: [] as number[],
    valueFields: codedColumn(),
    serviceAreas: codedColumn(),
    routes: codedColumn(),
    processTypes: codedColumn(),
    sme: [] as number[],
    vcse: [] as number[],
    supplierNames: listColumn<number>(),
    technologies: listColumn<string>(),
  }
}

type Columns = ReturnType<typeof newColumns>

function addRow(columns: Columns, row: IndexRow): void {
  columns.ids.push(row.id)
  columns.currentEnds.push(row.currentEnd ?? NO_DAY)
  columns.maxEnds.push(row.maxEnd ?? NO_DAY)
  columns.confirmed.push(row.confirmed ?? NO_DAY)
  columns.values.push(row.valuePence ?? Number.NaN)
  columns.valueFields.add(row.valueField)
  columns.serviceAreas.add(row.serviceArea)
  columns.routes.add(row.route)
  columns.processTypes.add(row.processType)
  columns.sme.push(answer(row.isSme))
  columns.vcse.push(answer(row.isVcse))
  columns.supplierNames.add(row.supplierNameIds)
  columns.technologies.add(row.technologyIds)
}

function answer(stated: boolean | null): number {
  if (stated === null) return 0
  return stated ? 1 : 2
}

/** For each number of a contract, which of the rows it is. UUIDs in lower case stand in the order of their bytes as text too. */
function inOrder(ids: readonly string[], ends: readonly number[]): Uint32Array {
  return Uint32Array.from(ids.keys()).sort((left, right) => {
    const difference = (ends[left] as number) - (ends[right] as number)
    if (difference !== 0) return difference
    return (ids[left] as string) < (ids[right] as string) ? -1 : 1
  })
}

function finished(columns: Columns, order: Uint32Array): Omit<Segment, 'authorityId' | 'size' | 'words'> {
  const { lists: supplierNames, kept: supplierNameIds } = columns.supplierNames.finish(order)
  const { lists: technologies, kept: technologyIds } = columns.technologies.finish(order)
  const values = Float64Array.from(order, (row) => columns.values[row] as number)
  return {
    ids: idBytes(columns.ids, order),
    currentEnds: Int32Array.from(order, (row) => columns.currentEnds[row] as number),
    maxEnds: Int32Array.from(order, (row) => columns.maxEnds[row] as number),
    confirmed: Int32Array.from(order, (row) => columns.confirmed[row] as number),
    values,
    byValue: inOrderOfValue(values),
    valueFields: columns.valueFields.finish(order),
    serviceAreas: columns.serviceAreas.finish(order),
    routes: columns.routes.finish(order),
    processTypes: columns.processTypes.finish(order),
    sme: Uint8Array.from(order, (row) => columns.sme[row] as number),
    vcse: Uint8Array.from(order, (row) => columns.vcse[row] as number),
    supplierNames,
    supplierNameIds: Float64Array.from(supplierNameIds),
    technologies,
    technologyIds,
  }
}

function inOrderOfValue(values: Float64Array): Segment['byValue'] {
  const stating = [...values.keys()].filter((contract) => !Number.isNaN(values[contract]))
  const order = values.length > 0x10000 ? Uint32Array.from(stating) : Uint16Array.from(stating)
  return order.sort((one, other) => (values[one] as number) - (values[other] as number))
}

function idBytes(ids: readonly string[], order: Uint32Array): Uint8Array {
  const bytes = new Uint8Array(order.length * 16)
  for (let contract = 0; contract < order.length; contract += 1) {
    const digits = (ids[order[contract] as number] as string).replaceAll('-', '')
    for (let at = 0; at < 16; at += 1)
      bytes[contract * 16 + at] = (digit(digits, at * 2) << 4) | digit(digits, at * 2 + 1)
  }
  return bytes
}

/** What a digit of 0–9 or a–f stands for. */
function digit(digits: string, at: number): number {
  const code = digits.charCodeAt(at)
  return code < 58 ? code - 48 : code - 87
}

function codedColumn() {
  const numbers = new Map<string, number>()
  const codes: number[] = []
  return {
    add(text: string | null): void {
      codes.push(text === null ? 0 : 1 + numberOf(numbers, text))
    },
    finish(order: Uint32Array): Coded {
      if (numbers.size > 65_535)
        throw new RangeError(`${numbers.size} different texts are too many for codes.`)
      return { codes: Uint16Array.from(order, (row) => codes[row] as number), names: [...numbers.keys()] }
    },
  }
}

function listColumn<Key>() {
  const numbers = new Map<Key, number>()
  const starts = [0]
  const values: number[] = []
  return {
    add(keys: readonly Key[]): void {
      for (const [at, key] of keys.entries())
        if (keys.indexOf(key) === at) values.push(numberOf(numbers, key))
      starts.push(values.length)
    },
    finish(order: Uint32Array): { lists: Lists; kept: Key[] } {
      const lists = { starts: new Uint32Array(order.length + 1), values: new Uint32Array(values.length) }
      let to = 0
      for (let contract = 0; contract < order.length; contract += 1) {
        const row = order[contract] as number
        for (let at = starts[row] as number; at < (starts[row + 1] as number); at += 1) {
          lists.values[to] = values[at] as number
          to += 1
        }
        lists.starts[contract + 1] = to
      }
      return { lists, kept: [...numbers.keys()] }
    },
  }
}

/** The number that stands for the key: as many as came before it for the first time. */
function numberOf<Key>(numbers: Map<Key, number>, key: Key): number {
  const known = numbers.get(key)
  if (known !== undefined) return known
  numbers.set(key, numbers.size)
  return numbers.size - 1
}
