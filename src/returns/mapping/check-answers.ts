// Can a return be read with these answers about its headings?
import { foldText } from '../../lib/text.ts'
import type { ColumnMapping, MappingProfile, ReturnKind } from '../read-types.ts'
import { FIELDS, REQUIRED_FIELDS } from './fields.ts'

/** What a heading means: one of our fields, or null for "leave this column out". */
export interface HeadingAnswer {
  heading: string
  field: string | null
}

export interface AnswerProblem {
  heading: string
  message: string
}

/** What is wrong with the answers, a sentence each; nothing when the return can be read with them. */
export function answerProblems(
  answers: readonly HeadingAnswer[],
  mapping: readonly ColumnMapping[],
  kind: ReturnKind,
): AnswerProblem[] {
  const places = new Map<string, number>()
  for (const { heading } of mapping) {
    const key = foldText(heading)
    if (key !== '') places.set(key, (places.get(key) ?? 0) + 1)
  }
  const taken = new Map<string, string>()
  const problems: AnswerProblem[] = []
  for (const { heading, field } of answers) {
    const message = answerProblem(heading, field, kind, places, taken)
    if (message !== null) problems.push({ heading, message })
    if (field !== null && field !== 'supplier_name_raw') taken.set(field, heading)
  }
  return problems.length > 0 ? problems : missingFields(answers, mapping, kind)
}

function answerProblem(
  heading: string,
  field: string | null,
  kind: ReturnKind,
  places: Map<string, number>,
  taken: Map<string, string>,
): string | null {
  const times = places.get(foldText(heading)) ?? 0
  if (times === 0) return `No column of the file is headed “${heading}”.`
  if (field === null) return null
  const definition = FIELDS[kind][field]
  if (definition === undefined) return `There is no field “${field}” in a return of ${kind}.`
  if (times > 1) return `“${heading}” stands over ${times} columns. Rename one of them in the file.`
  const other = taken.get(field)
  return other === undefined ? null : `“${other}” is “${definition.label}” already. Choose one of the two.`
}

function missingFields(
  answers: readonly HeadingAnswer[],
  mapping: readonly ColumnMapping[],
  kind: ReturnKind,
): AnswerProblem[] {
  const said = new Map(answers.map(({ heading, field }) => [foldText(heading), field]))
  const fields = new Set(
    mapping.map(({ heading, field }) => {
      const answer = said.get(foldText(heading))
      return answer === undefined ? field : answer
    }),
  )
  return REQUIRED_FIELDS[kind]
    .filter((field) => !fields.has(field))
    .map((field) => ({
      heading: '',
      message: `Say which column is “${FIELDS[kind][field]?.label ?? field}”; no return can be read without it.`,
    }))
}

/** The profile with the answers laid over it; a heading that is not answered now keeps its answer. */
export function answeredProfile(
  before: MappingProfile | undefined,
  answers: readonly HeadingAnswer[],
): MappingProfile {
  const said = new Map((before?.headings ?? []).map((one) => [foldText(one.heading), one]))
  for (const { heading, field } of answers) said.set(foldText(heading), { heading, field })
  return { headings: [...said.values()] }
}
