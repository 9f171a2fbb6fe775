// Which headings have vanished or are new since the authority's last return?
import { foldText } from '../../lib/text.ts'
import { fileIssue } from '../issues.ts'
import type { ColumnMapping, MappingProfile, ReadIssue, ReadSettings, ReturnKind } from '../read-types.ts'
import { FIELDS } from './fields.ts'

/**
 * Headings of the last publication that are gone, those for whose field another heading stands in one issue, and headings
 * it did not have; where a new one stands for the field of
 * one that is gone, the issue says so. Without a publication only headings whose meaning was saved can be missed.
 */
export function headingDrift(
  mapping: readonly ColumnMapping[],
  kind: ReturnKind,
  line: number,
  settings: Pick<ReadSettings, 'lastHeadings' | 'profiles'>,
): ReadIssue[] {
  const last = settings.lastHeadings?.[kind]
  const before = last ?? settings.profiles?.[kind]
  if (before === undefined) return []
  const now = new Set(mapping.map((column) => foldText(column.heading)))
  const vanished = before.headings.filter(
    ({ heading, field }) => field !== null && !now.has(foldText(heading)),
  )
  const fields = new Set(mapping.map((column) => column.field))
  const gone = vanished
    .filter(({ field }) => !fields.has(field))
    .map(({ heading }) => fileIssue('heading_vanished', `“${heading}” is missing.`, { line, value: heading }))
  const replaced = vanished.filter(({ field }) => fields.has(field)).map(({ heading }) => heading)
  if (replaced[0] !== undefined) {
    const names = replaced.map((heading) => `“${heading}”`).join(', ')
    const detail = `Other headings stand for the fields of ${names}.`
    gone.push(fileIssue('heading_vanished', detail, { line, value: replaced[0] }))
  }
  return last === undefined ? gone : [...gone, ...newHeadings(mapping, last, vanished, kind, line)]
}

function newHeadings(
  mapping: readonly ColumnMapping[],
  last: MappingProfile,
  vanished: MappingProfile['headings'],
  kind: ReturnKind,
  line: number,
): ReadIssue[] {
  const before = new Set(last.headings.map(({ heading }) => foldText(heading)))
  return mapping
    .filter(({ heading }) => heading !== '' && !before.has(foldText(heading)))
    .map(({ heading, column, field }) => {
      const old = field === null ? undefined : vanished.find((one) => one.field === field)
      const label = FIELDS[kind][field ?? '']?.label ?? field
      const instead = old ? ` It was read as ${label}, as “${old.heading}” was.` : ''
      return fileIssue('heading_new', `“${heading}” (column ${column}) is new.${instead}`, {
        line,
        column,
        field,
        value: heading,
      })
    })
}
