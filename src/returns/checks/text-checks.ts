// Is there anything odd about the letters of a text?
import type { CellIssue } from '../issues.ts'
import { NO_ISSUES } from '../values/cell-reading.ts'

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u0084\u0086-\u009F]/
const INVISIBLE =
  /\u034F|[\u00AD\u115F\u1160\u17B4\u17B5\u180E\u200B\u200C\u2060-\u2064\uFEFF]|(?<!\p{Extended_Pictographic}\uFE0F?|\p{Emoji_Modifier})\u200D|\u200D(?!\p{Extended_Pictographic})/u
const BIDI = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/
const MOJIBAKE = /Ã[\u0080-\u00BF€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|Â[£©®°·»«]|â€[™œ\u009D“”˜¢¦]/
const EXCEL_ERROR =
  /^#(?:N\/A|REF!|VALUE!|DIV\/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|GETTING_DATA|#{3,})$/i
const LATIN = /\p{Script=Latin}/u
const LOOK_ALIKE =
  /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}\p{Script=Coptic}]/u

/** What a first character makes of a cell on export: `= + - @`, tab, carriage return, and their full-width forms. */
const FORMULA_STARTS = new Set(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'])

/** Whether a spreadsheet program would take the text for a formula. A lone dash is not one. */
export function looksLikeFormula(text: string): boolean {
  return FORMULA_STARTS.has(text[0] ?? '') && text.trim().length > 1
}

/** Whether the text is an error word of a spreadsheet program, or the `####` of a narrow column. */
export function isExcelError(text: string): boolean {
  return text.charCodeAt(0) === 35 && EXCEL_ERROR.test(text)
}

/** Whether a character that no register keeps stands in the text (tab and line breaks are kept). */
export function hasControlCharacter(text: string): boolean {
  return CONTROL.test(text)
}

/** Whether all characters are printable ASCII; then nothing below can be wrong with them. */
export function isPlainAscii(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code > 126 || code < 32) return false
  }
  return true
}

/** Issues of the letters of a text, as typed; `isName` adds the check for look-alike letters. */
export function textIssues(text: string, isName: boolean): readonly CellIssue[] {
  const formula = looksLikeFormula(text)
  if (!formula && isPlainAscii(text)) return NO_ISSUES
  const issues: CellIssue[] = []
  if (formula) issues.push({ code: 'formula_like_text' })
  if (hasControlCharacter(text.trim())) issues.push({ code: 'control_character' })
  if (text.includes('\uFFFD')) issues.push({ code: 'replacement_character' })
  if (INVISIBLE.test(text)) issues.push({ code: 'invisible_characters' })
  if (BIDI.test(text)) issues.push({ code: 'bidi_characters' })
  if (isName && LOOK_ALIKE.test(text) && LATIN.test(text)) issues.push({ code: 'confusable_supplier' })
  if (MOJIBAKE.test(text)) issues.push(mojibake(text))
  return issues
}

const WESTERN = new TextDecoder('windows-1252')
let westernBytes: Map<string, number> | null = null

/** The text read the other way round, where that gives valid UTF-8. */
function mojibake(text: string): CellIssue {
  westernBytes ??= new Map(
    Array.from({ length: 256 }, (_, byte) => [WESTERN.decode(Uint8Array.of(byte)), byte]),
  )
  const bytes: number[] = []
  for (const letter of text) {
    const byte = westernBytes.get(letter)
    if (byte === undefined) return { code: 'mojibake_suspected' }
    bytes.push(byte)
  }
  try {
    const suggestion = new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes))
    return { code: 'mojibake_suspected', suggestion }
  } catch {
    return { code: 'mojibake_suspected' }
  }
}

let segmenter: Intl.Segmenter | null = null

/** Whether a text is longer than so many characters as a person sees them: an emoji family is one. */
export function isLongerThan(text: string, characters: number): boolean {
  if (text.length <= characters) return false
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' })
  let seen = 0
  for (const _ of segmenter.segment(text)) {
    seen += 1
    if (seen > characters) return true
  }
  return false
}
