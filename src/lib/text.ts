// How is text folded so that two spellings can be compared?

const INVISIBLE = /[\u00AD\u180E\u200B-\u200D\u2060\uFEFF]/g
const SPACES = /[\s\u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000]+/g

/** Every run of white space, also the non-breaking and narrow kinds, as one space; none at the ends. */
export function collapseSpace(text: string): string {
  return text.replace(SPACES, ' ').trim()
}

export function removeInvisible(text: string): string {
  return text.replace(INVISIBLE, '')
}

/** Lower case, no accents, no invisible characters, one form for look-alike widths: for comparing, never for show. */
export function foldText(text: string): string {
  return collapseSpace(
    removeInvisible(text.normalize('NFKD'))
      .replace(/\p{M}+/gu, '')
      .toLowerCase(),
  )
}

/** As the function `fold_key` of the database folds: case and spacing do not tell two texts apart. */
export function foldKey(text: string): string {
  return text.trim().replace(/\s+/g, ' ').toLowerCase()
}

/** Letters and digits of the folded text joined by single hyphens: `City of London` → `city-of-london`. */
export function slugify(text: string): string {
  return foldText(text)
    .replace(/['’]/g, '')
    .replace(/&/g, ' and ')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
}
