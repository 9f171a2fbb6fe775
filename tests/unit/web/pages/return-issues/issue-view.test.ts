import { expect, it } from 'vitest'
import { rowIssue } from '../../../../../src/returns/issues.ts'
import type { ReturnDetail, ReturnIssue } from '../../../../../src/returns/return-schemas.ts'
import { issueSections, type ShownGroup } from '../../../../../src/web/pages/return-issues/issue-view.ts'

const detail = {
  id: '00000000-0000-0000-0000-000000000000',
  mapping: [{ column: 7, heading: 'End Date', field: 'current_end_on', confidence: 1, ambiguous: false }],
} as ReturnDetail

function issue(found: Parameters<typeof rowIssue>[0]): ReturnIssue {
  const place = {
    line: 1500,
    dataRow: 1499,
    column: 7,
    heading: 'End Date',
    field: 'current_end_on',
    value: 'TBC',
  }
  const { dataRow, ...made } = rowIssue(found, place)
  return { id: 9, data_row: dataRow, suggestion: null, ...made }
}

function group(found: ReturnIssue, over: Partial<ShownGroup> = {}): ShownGroup {
  return { severity: found.severity, code: found.code, count: 1, issues: [found], hasMore: false, ...over }
}

it('names the line, the column with its heading, the text as typed and what to do', () => {
  const [section] = issueSections(detail, [group(issue({ code: 'date_token' }))])
  expect(section).toMatchObject({ severity: 'warning', heading: 'Warnings' })
  expect(section?.groups[0]).toMatchObject({
    heading: 'A cell is a word, not a date; the date was left empty and the word kept.',
    advice: 'Give the date when it is known.',
    isOfFile: false,
    hasDetails: false,
    rows: [{ line: '1,500', column: 'G', heading: 'End Date', typed: 'TBC', suggestion: '' }],
  })
})

it('keeps words that are more exact than those of the kind', () => {
  const exact = issue({ code: 'date_invalid', detail: 'has the day 31 in a month of 30 days.' })
  const [section] = issueSections(detail, [group(exact)])
  expect(section?.groups[0]).toMatchObject({
    hasDetails: true,
    rows: [{ detail: 'has the day 31 in a month of 30 days.' }],
  })
})

it('leads on where there are more cells than shown', () => {
  const [section] = issueSections(detail, [
    group(issue({ code: 'date_token' }), { count: 1200, hasMore: true }),
  ])
  expect(section?.groups[0]?.more).toEqual({
    href: `/returns/${detail.id}/issues?code=date_token&after=9`,
    text: 'Show more of these 1,200',
  })
})

it('puts errors first and leaves out what there is none of', () => {
  const groups = [group(issue({ code: 'value_nominal' })), group(issue({ code: 'date_invalid' }))]
  expect(issueSections(detail, groups).map(({ severity }) => severity)).toEqual(['error', 'note'])
  expect(issueSections(detail, [])).toEqual([])
})
