// What must the officer be told or asked about the headings?
import { foldText } from '../../lib/text.ts'
import { fileIssue } from '../issues.ts'
import type { ColumnMapping, MappingProfile, ReadIssue, ReturnKind } from '../read-types.ts'
import { FIELDS } from './fields.ts'

/** Ambiguous headings, units, columns left out, and what changed since the profile was saved. */
export function mappingIssues(
  mapping: readonly ColumnMapping[],
  kind: ReturnKind,
  line: number,
  profile?: MappingProfile,
): ReadIssue[] {
  const issues: ReadIssue[] = []
  const label = (field: string): string => FIELDS[kind][field]?.label ?? field
  for (const column of mapping) {
    const place = {
      line,
      column: column.column,
      heading: column.heading,
      field: column.field,
      value: column.heading,
    }
    if (column.ambiguous)
      issues.push(
        fileIssue(
          'ambiguous_heading',
          `“${column.heading}” (column ${column.column}) can be: ${(column.choices ?? []).map(label).join('; ')}. ${column.field === null ? 'It is not used until then.' : `It is read as: ${label(column.field)}.`}`,
          place,
        ),
      )
    if (column.multiplier !== undefined && column.multiplier !== 100)
      issues.push(
        fileIssue(
          'value_unit_in_heading',
          `“${column.heading}” (column ${column.column}): times ${(column.multiplier / 100).toLocaleString('en-GB')}.`,
          place,
        ),
      )
  }
  const unused = mapping.filter(
    (column) =>
      column.field === null && !column.ambiguous && column.heading !== '' && column.basis !== 'profile',
  )
  if (unused.length > 0)
    issues.push(
      fileIssue(
        'column_not_used',
        `They are: ${unused.map((column) => `“${column.heading}” (column ${column.column})`).join(', ')}.`,
        { line },
      ),
    )
  if (kind === 'contracts' && !mapping.some((column) => column.field === 'local_reference'))
    issues.push(fileIssue('reference_column_missing', '', { line }))
  return [...issues, ...(profile ? drift(mapping, profile, line) : [])]
}

function drift(mapping: readonly ColumnMapping[], profile: MappingProfile, line: number): ReadIssue[] {
  const now = new Set(mapping.map((column) => foldText(column.heading)))
  const before = new Set(profile.headings.map(({ heading }) => foldText(heading)))
  const vanished = profile.headings
    .filter(({ heading, field }) => field !== null && !now.has(foldText(heading)))
    .map(({ heading }) => fileIssue('heading_vanished', `“${heading}” is missing.`, { line, value: heading }))
  const added = mapping
    .filter((column) => column.heading !== '' && !before.has(foldText(column.heading)))
    .map((column) =>
      fileIssue('heading_new', `“${column.heading}” (column ${column.column}) is new.`, {
        line,
        column: column.column,
        field: column.field,
        value: column.heading,
      }),
    )
  return [...vanished, ...added]
}
