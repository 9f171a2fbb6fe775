// How does a test hold a register in memory, and read what it holds?
import { registerVersion } from '../../src/contracts/register-queries.ts'
import { keepRegister, type RegisterIndex } from '../../src/contracts/search-index/keep-register.ts'
import { keptWith } from '../../src/contracts/search-index/kept-register.ts'
import { loadRegister } from '../../src/contracts/search-index/load-register.ts'
import type { Loaded } from '../../src/contracts/search-index/loading-protocol.ts'
import type { HeldRegister, Lists, Segment } from '../../src/contracts/search-index/segment.ts'
import { createLog } from '../../src/log.ts'
import type { TestDatabase } from './database.ts'

type Database = Pick<TestDatabase, 'db' | 'url'>

/** A register in memory over the database; the caller closes it. */
export function openIndex({ db, url }: Database, from = 0): RegisterIndex {
  const log = createLog('silent', { pretty: false })
  return keepRegister({ readDb: db, readUrl: url, log, config: { SEARCH_INDEX_FROM: from } })
}

/** The register as the database has it now, however long that takes. */
export async function currentOf(index: RegisterIndex, { db }: Database): Promise<HeldRegister> {
  for (let tries = 0; tries < 200; tries += 1) {
    const held = await index.current(await registerVersion(db))
    if (held !== null) return held
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('The register did not come into memory within ten seconds.')
}

/** The register, loaded from nothing. */
export async function loadedAnew({ db }: Database): Promise<HeldRegister> {
  const segments: Loaded['segments'] = new Map()
  let names: Loaded['names'] = null
  const changes = await loadRegister(db, null, {
    segment: (authorityId, segment) => segments.set(authorityId, segment),
    names: (read) => {
      names = read
    },
  })
  return (await keptWith(null, { changes, segments, names })).register
}

/** A contract as the register in memory holds it, in plain words. */
export interface HeldContract {
  id: string
  authority: number
  currentEnd: number
  maxEnd: number
  confirmed: number
  value: number
  texts: (string | null)[]
  answers: number[]
  suppliers: string[]
  names: number[]
  technologies: string[]
  /** Each word with its weight and place, `word:weight:place`, in no order that counts. */
  words: string[]
}

/** By id. */
export function contractsOf(held: HeldRegister): HeldContract[] {
  return held.segments
    .flatMap((segment, at) =>
      contractsIn(segment, held.supplierNumbers[at] ?? new Uint32Array(), held.supplierIds),
    )
    .sort((left, right) => (left.id < right.id ? -1 : 1))
}

function contractsIn(segment: Segment, numbers: Uint32Array, supplierIds: readonly string[]): HeldContract[] {
  const words = wordsOf(segment)
  return Array.from({ length: segment.size }, (_, at) => {
    const names = listed(segment.supplierNames, at)
    return {
      id: Buffer.from(segment.ids.subarray(at * 16, at * 16 + 16))
        .toString('hex')
        .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'),
      authority: segment.authorityId,
      currentEnd: segment.currentEnds[at] ?? Number.NaN,
      maxEnd: segment.maxEnds[at] ?? Number.NaN,
      confirmed: segment.confirmed[at] ?? Number.NaN,
      value: segment.values[at] ?? Number.NaN,
      texts: [segment.valueFields, segment.serviceAreas, segment.routes, segment.processTypes].map(
        ({ codes, names: texts }) => (codes[at] ? (texts[codes[at] - 1] ?? null) : null),
      ),
      answers: [segment.sme[at] ?? -1, segment.vcse[at] ?? -1],
      suppliers: names.map((name) => supplierIds[numbers[name] ?? -1] ?? 'unknown'),
      names: names.map((name) => segment.supplierNameIds[name] ?? -1),
      technologies: listed(segment.technologies, at).map((one) => segment.technologyIds[one] ?? 'unknown'),
      words: (words.get(at) ?? []).sort(),
    }
  })
}

function listed({ starts, values }: Lists, at: number): number[] {
  return [...values.subarray(starts[at], starts[at + 1])]
}

function wordsOf({ words }: Segment): Map<number, string[]> {
  const found = new Map<number, string[]>()
  for (let word = 0; word + 1 < words.starts.length; word += 1) {
    const text = Buffer.from(words.bytes.subarray(words.starts[word], words.starts[word + 1])).toString()
    for (let place = words.placesFrom[word] ?? 0; place < (words.placesFrom[word + 1] ?? 0); place += 1) {
      const contract = words.contracts[place] ?? -1
      const position = words.positions[place] ?? 0
      const said = `${text}:${'DCBA'[position >> 14]}:${position & 16_383}`
      found.set(contract, [...(found.get(contract) ?? []), said])
    }
  }
  return found
}
