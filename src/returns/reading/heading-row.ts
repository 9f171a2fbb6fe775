// Which row holds the headings, and what kind of return do they make?

import { foldText } from '../../lib/text.ts'
import { FIELDS, REQUIRED_FIELDS } from '../mapping/fields.ts'
import { exactField } from '../mapping/heading-lookup.ts'
import { mapHeadings } from '../mapping/map-headings.ts'
import type { MappedColumn } from '../mapping/mapped-column.ts'
import type { ProfilesByKind, ReturnKind } from '../read-types.ts'
import { isBlankRow, type RawRow } from './table.ts'

/** Headings are looked for in so many rows that are not blank. */
const SEARCHED_ROWS = 20
/** Rows mapped in full: those whose words look most like headings. */
const TRIED_ROWS = 4

export interface FoundHeadings {
  /** Place of the row in the head of the table. */
  at: number
  kind: ReturnKind
  mapping: MappedColumn[]
  /** Fields that every return of the kind needs and that were not found. */
  missing: string[]
  /** Columns given a field. */
  mapped: number
}

/** How many of the cells are headings we know, each field once: for guessing separators and heading rows. */
export function headingScore(
  cells: readonly string[],
  kinds: readonly ReturnKind[] = ['contracts', 'systems'],
  profiles: ProfilesByKind = {},
): number {
  let best = 0
  for (const kind of kinds) {
    const saved = new Set(profiles[kind]?.headings.map(({ heading }) => foldText(heading)))
    const fields = new Set<string>()
    let others = 0
    for (const cell of cells) {
      if (cell.length > 200 || cell.trim() === '') continue
      if (saved.has(foldText(cell))) fields.add(`saved ${foldText(cell)}`)
      const field = exactField(cell, kind)
      if (field) fields.add(field)
      else if (field === null) others += 1
    }
    best = Math.max(best, fields.size + others * 0.3)
  }
  return best
}

/** The row that makes the best headings; null where no row has one we know. */
export function findHeadings(
  head: readonly RawRow[],
  kinds: readonly ReturnKind[],
  profiles: ProfilesByKind = {},
): FoundHeadings | null {
  const candidates: { at: number; score: number }[] = []
  let searched = 0
  for (const [at, row] of head.entries()) {
    if (isBlankRow(row.cells)) continue
    searched += 1
    if (searched > SEARCHED_ROWS) break
    candidates.push({ at, score: headingScore(row.cells, kinds, profiles) })
  }
  const tried = candidates
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.at - b.at)
    .slice(0, TRIED_ROWS)
  let best: FoundHeadings | null = null
  for (const { at } of tried) {
    for (const found of plausible(kinds.map((kind) => mappedAt(head, at, kind, profiles)))) {
      if (best === null || isBetter(found, best)) best = found
    }
  }
  return best
}

/** Fields that only a systems return has. */
const SYSTEM_ONLY = new Set(['maker', 'hosting', 'users', 'satisfaction', 'planned_replacement_on'])

/** A row with contract titles and nothing of systems but a technology is a contracts return, if an incomplete one. */
function plausible(found: FoundHeadings[]): FoundHeadings[] {
  const fieldsOf = (kind: ReturnKind) =>
    found.find((one) => one.kind === kind)?.mapping.map(({ field }) => field) ?? []
  const isContracts =
    fieldsOf('contracts').includes('title') &&
    !fieldsOf('systems').some((field) => SYSTEM_ONLY.has(field ?? ''))
  return isContracts ? found.filter(({ kind }) => kind === 'contracts') : found
}

function isBetter(a: FoundHeadings, b: FoundHeadings): boolean {
  if ((a.missing.length === 0) !== (b.missing.length === 0)) return a.missing.length === 0
  return a.mapped > b.mapped
}

function mappedAt(
  head: readonly RawRow[],
  at: number,
  kind: ReturnKind,
  profiles: ProfilesByKind,
): FoundHeadings {
  const headings = trimmedHeadings(head[at]?.cells ?? [])
  const below = head.slice(at + 1, at + 101).filter((row) => !isBlankRow(row.cells))
  const samples = headings.map((_, column) => below.map((row) => row.cells[column] ?? ''))
  const mapping = mapHeadings(headings, samples, kind, profiles[kind])
  const fields = new Set(mapping.map((column) => column.field))
  const missing = REQUIRED_FIELDS[kind]
    .filter((field) => !fields.has(field))
    .map((field) => FIELDS[kind][field]?.label ?? field)
  fields.delete(null)
  return { at, kind, mapping, missing, mapped: fields.size }
}

/** Headings as typed, NBSP and the like kept; trailing blank ones stay as long as the row has them. */
function trimmedHeadings(cells: readonly string[]): string[] {
  return cells.map((cell) => cell.trim())
}
