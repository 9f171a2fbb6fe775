// Are two spellings of a supplier's name the same name?

const FORMS: [pattern: RegExp, form: string][] = [
  [/\blimited\b/g, 'ltd'],
  [/\bpublic ltd company\b/g, 'plc'],
  [/\bp l c\b/g, 'plc'],
  [/\bl l p\b/g, 'llp'],
  [/\blimited liability partnership\b/g, 'llp'],
]
const MARKS_IGNORED =
  /\u034F|[\u00AD\u061C\u115F\u1160\u17B4\u17B5\u180E\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u206F\uFEFF]|[\uFE00-\uFE0F]/g
const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }

/**
 * The form in which names are compared: NFKC, one level of HTML entities decoded, no invisible characters, lower case,
 * no punctuation, no company number in brackets, Ltd for Limited. Letters keep their script, so look-alikes of another
 * alphabet stay apart. Idempotent: the key of a key is the key.
 */
export function supplierKey(name: string): string {
  const simple = isSimple(name) ? name : widened(name)
  let key = simple
    .toLowerCase()
    .replace(
      /[([]\s*(?:(?:company|co|reg)?\.?\s*(?:number|no|num|reg)?\.?:?\s*)?[a-z]{0,2}\d{5,8}\s*[)\]]/g,
      ' ',
    )
    .replace(/['’‘`´.]/g, '')
    .replace(/&/g, ' and ')
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
    .trim()
  for (const [pattern, form] of FORMS) key = key.replace(pattern, form)
  return key
}

function isSimple(name: string): boolean {
  for (let at = 0; at < name.length; at += 1) {
    const code = name.charCodeAt(at)
    if (code > 126 || code === 38) return false
  }
  return true
}

function widened(name: string): string {
  return name
    .replace(/&(amp|lt|gt|quot|apos|nbsp|#\d{1,6});/g, (whole, entity: string) => entityText(entity) ?? whole)
    .normalize('NFKC')
    .replace(MARKS_IGNORED, '')
}

function entityText(entity: string): string | undefined {
  if (!entity.startsWith('#')) return ENTITIES[entity]
  const code = Number(entity.slice(1))
  return code >= 32 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined
}
