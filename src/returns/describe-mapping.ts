// How is the mapping of a return told to an officer: every column, and what must be asked?
import { foldText } from '../lib/text.ts'
import { FIELDS } from './mapping/fields.ts'
import { openQuestions } from './mapping/open-questions.ts'
import type { ColumnMapping, MappingProfile, ReturnKind } from './read-types.ts'

export interface MappingFacts {
  kind: ReturnKind
  statedKind: ReturnKind | null
  mapping: readonly ColumnMapping[]
  /** What the authority said of its headings so far. */
  profile: (MappingProfile & { version: number }) | undefined
  /** Headings of the last publication. */
  last: MappingProfile | undefined
}

/** Every column of the file in its order; `vanished` are headings that stood for a field before. */
export function describeMapping({ kind, statedKind, mapping, profile, last }: MappingFacts) {
  const label = (field: string) => ({ field, label: FIELDS[kind][field]?.label ?? field })
  const questions = new Map(openQuestions(mapping, kind).map((question) => [question.column, question]))
  const now = new Set(mapping.map(({ heading }) => foldText(heading)))
  const known = (last ?? profile)?.headings ?? []
  return {
    kind,
    kind_stated: statedKind !== null,
    profile_version: profile?.version ?? null,
    columns: mapping.map((column) => {
      const question = questions.get(column.column)
      return {
        column: column.column,
        heading: column.heading,
        field: column.field,
        confidence: column.confidence,
        basis: column.basis,
        ambiguous: column.ambiguous,
        samples: column.samples ?? [],
        question: question
          ? {
              sentence: question.sentence,
              must_confirm: question.mustConfirm,
              choices: question.choices.map(label),
            }
          : null,
      }
    }),
    vanished: known
      .filter(({ heading, field }) => field !== null && !now.has(foldText(heading)))
      .map(({ heading }) => heading),
    fields: Object.keys(FIELDS[kind]).map(label),
  }
}
