// Which column holds which field, and what must be asked?
import { foldText } from '../../lib/text.ts'
import type { ColumnMapping, MappingProfile, ReturnKind } from '../read-types.ts'
import { FIELDS } from './fields.ts'
import { guessField, type HeadingGuess } from './heading-lookup.ts'
import { type HeadingWords, headingWords } from './heading-words.ts'
import type { MappedColumn } from './mapped-column.ts'
import { settleColumns } from './settle-columns.ts'
import { supplierRole } from './supplier-columns.ts'
import { type ValueShapes, valueShapes } from './value-shapes.ts'

/**
 * Maps every column: saved profile first, then exact synonyms, likeness of words, and the shape of the values. Columns
 * nobody knows have `field` null. `samples` holds some cells of each column, as typed.
 */
export function mapHeadings(
  headings: readonly string[],
  samples: readonly (readonly string[])[],
  kind: ReturnKind,
  profile?: MappingProfile,
): MappedColumn[] {
  const saved = new Map(profile?.headings.map(({ heading, field }) => [foldText(heading), field]))
  const columns = headings.map((heading, at): MappedColumn => {
    const words = headingWords(heading)
    const cells = samples[at] ?? []
    const base = {
      column: at + 1,
      heading,
      words,
      samples: cells.filter((cell) => cell.trim() !== '').slice(0, 5),
    }
    const folded = foldText(heading)
    const field = saved.get(folded)
    if (folded !== '' && field !== undefined && (field === null || field in FIELDS[kind]))
      return withMoney({ ...base, ...bySaying(field, words, kind) }, kind)
    return withMoney({ ...base, ...byWordsAndValues(words, cells, kind) }, kind)
  })
  settleColumns(columns, kind)
  return columns
}

/** What an officer said holds; only the part a supplier plays still comes from the heading. */
function bySaying(field: string | null, words: HeadingWords, kind: ReturnKind): Guessed {
  const role = field === 'supplier_name_raw' ? supplierRole(words, kind) : null
  return { field, confidence: 1, ambiguous: false, basis: 'profile', ...role }
}

type Guessed = Pick<ColumnMapping, 'field' | 'confidence' | 'ambiguous' | 'basis'> &
  Partial<Pick<ColumnMapping, 'role' | 'choices'>>

function byWordsAndValues(words: HeadingWords, cells: readonly string[], kind: ReturnKind): Guessed {
  const supplier = supplierRole(words, kind)
  if (supplier)
    return { field: 'supplier_name_raw', confidence: 0.9, ambiguous: false, basis: 'synonym', ...supplier }
  const worded = guessField(words, kind)
  const guess = words.asksYesNo && worded.field === 'term_text' ? { ...worded, field: 'has_options' } : worded
  const checked = guess.field === null ? guess : checkedByValues(guess, valueShapes(cells.slice(0, 50)), kind)
  const { field, confidence, basis, choices } = checked
  const ambiguous = choices.length > 0
  return { field, confidence, basis, ambiguous, ...(ambiguous ? { choices } : {}) }
}

/** Fewer filled cells than this prove nothing about a column. */
const ENOUGH = 3

function checkedByValues(guess: HeadingGuess, shapes: ValueShapes, kind: ReturnKind): HeadingGuess {
  const type = FIELDS[kind][guess.field ?? '']?.type
  if (shapes.filled < ENOUGH) return guess
  const turned = (field: string): HeadingGuess => ({ field, confidence: 0.75, basis: 'values', choices: [] })
  if (type === 'term' && shapes.dates > 0.6) return turned('max_end_on')
  if (type === 'term' && shapes.yesNo > 0.8 && shapes.terms < 0.2) return turned('has_options')
  if (guess.field === 'has_options' && shapes.yesNo < 0.3 && shapes.terms > 0.5) return turned('term_text')
  if (guess.field === 'max_end_on' && shapes.dates < 0.2 && shapes.terms > 0.5) return turned('term_text')
  if (guess.basis !== 'tokens') return guess
  const contradicted = (type === 'date' && shapes.dates < 0.2) || (type === 'money' && shapes.money < 0.2)
  return contradicted ? { field: null, confidence: 0, basis: 'none', choices: [] } : guess
}

function withMoney(column: MappedColumn, kind: ReturnKind): MappedColumn {
  if (column.field === null || FIELDS[kind][column.field]?.type !== 'money') return column
  return { ...column, multiplier: column.words.multiplier }
}
