// What must an officer still say about the headings of a return, and what may wait?
import type { ColumnMapping, ReturnKind } from '../read-types.ts'
import { FIELDS } from './fields.ts'

/** A column whose heading can mean more than one thing, and which nobody has answered for yet. */
export interface ColumnQuestion {
  /** 1-based. */
  column: number
  heading: string
  /** How it is read until then; null: not used. */
  field: string | null
  choices: string[]
  samples: string[]
  /** Nothing is published before it is answered. */
  mustConfirm: boolean
  sentence: string
}

/** Open questions in the order of the columns. Which of them block publication: docs/decisions/0012-what-must-be-confirmed.md. */
export function openQuestions(mapping: readonly ColumnMapping[], kind: ReturnKind): ColumnQuestion[] {
  return mapping
    .filter((column) => column.ambiguous)
    .map((asked) => {
      const rivals = rivalsOf(asked, mapping)
      return {
        column: asked.column,
        heading: asked.heading,
        field: asked.field,
        choices: asked.choices ?? [],
        samples: asked.samples ?? [],
        mustConfirm: rivals.length > 0 || couldMislead(asked, kind),
        sentence: questionSentence(asked, rivals, kind),
      }
    })
}

/** Questions without whose answer nothing is published. */
export function mustConfirm(mapping: readonly ColumnMapping[], kind: ReturnKind): ColumnQuestion[] {
  return openQuestions(mapping, kind).filter((question) => question.mustConfirm)
}

/** Columns that fit the same field: one of them is used, the others are left out. */
function rivalsOf(asked: ColumnMapping, mapping: readonly ColumnMapping[]): ColumnMapping[] {
  return mapping.filter(
    (other) => other !== asked && other.ambiguous && (isBeatenBy(asked, other) || isBeatenBy(other, asked)),
  )
}

function isBeatenBy(loser: ColumnMapping, winner: ColumnMapping): boolean {
  return loser.field === null && winner.field !== null && (loser.choices ?? []).includes(winner.field)
}

/**
 * Whether the column may put a date or an amount under a name that is not its own. The register can show an amount
 * whose basis is not stated, and an end of which nobody said whether extensions are in it; those may wait.
 */
function couldMislead({ field, choices = [] }: ColumnMapping, kind: ReturnKind): boolean {
  if (field === 'value') return false
  if (field === 'current_end_on' && choices.every((one) => one === field || one === 'max_end_on'))
    return false
  return choices.some((one) => ['date', 'money'].includes(FIELDS[kind][one]?.type ?? ''))
}

function questionSentence(asked: ColumnMapping, rivals: readonly ColumnMapping[], kind: ReturnKind): string {
  const { field, heading } = asked
  if (rivals.length > 0) {
    const shared = field ?? rivals[0]?.field ?? ''
    const others = rivals.map((rival) => `“${rival.heading}”`).join(' and ')
    return `“${heading}” and ${others} both fit the field “${FIELDS[kind][shared]?.label ?? shared}”. Which of them is it?`
  }
  if (field === 'value')
    return `Is the amount under “${heading}” for a year or for the whole term, and is VAT in it?`
  if (field === 'current_end_on')
    return `Is the day under “${heading}” the end as it stands now, or the latest end with every extension used?`
  return `What does “${heading}” mean?`
}
