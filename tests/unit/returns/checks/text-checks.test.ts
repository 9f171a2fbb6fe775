import { expect, it } from 'vitest'
import {
  isExcelError,
  isLongerThan,
  looksLikeFormula,
  textIssues,
} from '../../../../src/returns/checks/text-checks.ts'

const codes = (text: string, isName = true): string[] => textIssues(text, isName).map((issue) => issue.code)

it('finds text that a spreadsheet would take for a formula', () => {
  for (const text of ['=1+1', '+SUM(1)', '-2+3 years', '@SUM(A1)', '\t=1', '\r=1', '＝1+1'])
    expect(looksLikeFormula(text)).toBe(true)
  for (const text of ['-', '1+1', 'a=b', '']) expect(looksLikeFormula(text)).toBe(false)
})

it('finds invisible, turning and look-alike letters, and leaves emoji families and other scripts alone', () => {
  expect(codes('Caf\u00e9 Sol\u200butions')).toEqual(['invisible_characters'])
  expect(codes('Hollow \u202emere')).toEqual(['bidi_characters'])
  expect(codes('Cаfé Ltd')).toEqual(['confusable_supplier'])
  expect(codes('Cаfé Ltd', false)).toEqual([])
  expect(codes('Family hub 👨‍👩‍👧‍👦, 🏴󠁧󠁢󠁥󠁮󠁧󠁿 and 👩🏽‍💻')).toEqual([])
  expect(codes('Компания')).toEqual([])
})

it('finds control characters but not line breaks and tabs inside a text', () => {
  expect(codes('a\u0000b')).toEqual(['control_character'])
  expect(codes('a\u001bb')).toEqual(['control_character'])
  expect(codes('a\tb\r\nc')).toEqual([])
})

it('suggests what a text saved twice in different encodings was', () => {
  expect(textIssues('CafÃ© fittings', false)).toEqual([
    { code: 'mojibake_suspected', suggestion: 'Café fittings' },
  ])
  expect(codes('Ãrea')).toEqual([])
})

it('knows the error words of spreadsheets', () => {
  for (const word of ['#N/A', '#REF!', '#VALUE!', '#DIV/0!', '#NAME?', '########'])
    expect(isExcelError(word)).toBe(true)
  for (const word of ['#1 Supplies Ltd', 'N/A', '#']) expect(isExcelError(word)).toBe(false)
})

it('counts length as a person sees it', () => {
  expect(isLongerThan('👨‍👩‍👧‍👦'.repeat(10), 10)).toBe(false)
  expect(isLongerThan('👨‍👩‍👧‍👦'.repeat(11), 10)).toBe(true)
})
