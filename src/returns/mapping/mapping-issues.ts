// What must the officer be told or asked about the headings?
import { fileIssue } from '../issues.ts'
import type { ColumnMapping, ReadIssue, ReturnKind } from '../read-types.ts'
import { FIELDS } from './fields.ts'

/** Ambiguous headings, units, and columns left out. */
export function mappingIssues(
  mapping: readonly ColumnMapping[],
  kind: ReturnKind,
  line: number,
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
  return issues
}
