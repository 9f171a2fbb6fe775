// How is a text kept from being taken for a formula by a spreadsheet program, and how is it got back?

/** What makes a cell a formula: its first character, an ordinary or a full-width sign, tab, carriage return, NUL. */
const STARTS_FORMULA = /^[=+\-@\t\r\0＝＋－＠]/
/** Apostrophes in front of such a sign; one more each time the text is written out. */
const GUARDED = /^'+[=+\-@\t\r\0＝＋－＠]/

/**
 * The text with an apostrophe in front where a spreadsheet program would calculate it, or where it looks as if that had
 * been done before; so `unguarded` gives back exactly what was there.
 */
export function guarded(text: string): string {
  return STARTS_FORMULA.test(text) || GUARDED.test(text) ? `'${text}` : text
}

/** The text without the apostrophe that `guarded` put there; any other text as it is. */
export function unguarded(text: string): string {
  return text.charCodeAt(0) === 39 && GUARDED.test(text) ? text.slice(1) : text
}
