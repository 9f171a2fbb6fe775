// What kind of file is this, judged by its bytes?
import { Refusal } from './refusal.ts'

export type FileKind = 'text' | 'workbook'

const SIGNATURES: { bytes: number[]; name: string }[] = [
  { bytes: [0x25, 0x50, 0x44, 0x46], name: 'a PDF' },
  { bytes: [0x89, 0x50, 0x4e, 0x47], name: 'a picture' },
  { bytes: [0xff, 0xd8, 0xff], name: 'a picture' },
  { bytes: [0x47, 0x49, 0x46, 0x38], name: 'a picture' },
  { bytes: [0x1f, 0x8b], name: 'a compressed file' },
  { bytes: [0x42, 0x5a, 0x68], name: 'a compressed file' },
  { bytes: [0x28, 0xb5, 0x2f, 0xfd], name: 'a compressed file' },
  { bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a], name: 'a compressed file' },
  { bytes: [0x37, 0x7a, 0xbc, 0xaf], name: 'a compressed file' },
  { bytes: [0x52, 0x61, 0x72, 0x21], name: 'a compressed file' },
  { bytes: [0x7f, 0x45, 0x4c, 0x46], name: 'a program' },
  { bytes: [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65, 0x20, 0x66], name: 'a database' },
  { bytes: [0x7b, 0x5c, 0x72, 0x74, 0x66], name: 'a text document (RTF)' },
  { bytes: [0x50, 0x41, 0x52, 0x31], name: 'a Parquet file' },
  { bytes: [0x25, 0x21, 0x50, 0x53], name: 'a PostScript file' },
  { bytes: [0x09, 0x08], name: 'an old Excel workbook (.xls)' },
  { bytes: [0x09, 0x04], name: 'an old Excel workbook (.xls)' },
]
const COMPOUND = [0xd0, 0xcf, 0x11, 0xe0]
const ZIP = [0x50, 0x4b]

const OTHER_ENDINGS = new Set(
  'xlsx|xlsm|xls|xlsb|xltx|ods|odt|doc|docx|pdf|zip|gz|png|jpg|jpeg|gif|exe|json|xml|html|htm|parquet|numbers'.split(
    '|',
  ),
)

/** Bytes of the beginning that are enough for `triage`. */
const TRIAGE_BYTES = 8192

/**
 * Tells text from workbook by the first bytes; throws `Refusal` for every other kind, and where the ending of the
 * name says something else than the content.
 */
export function triage(beginning: Uint8Array, fileName?: string): FileKind {
  const head = startsWith(beginning, COMPOUND) ? beginning : beginning.subarray(0, TRIAGE_BYTES)
  const kind = kindOf(head)
  const ending = endingOf(fileName)
  if (kind === 'text' && ending !== null && OTHER_ENDINGS.has(ending))
    throw new Refusal('wrong_extension', `It is named .${ending} but holds plain text.`)
  return kind
}

/** Throws `Refusal` where a workbook has the name of another kind of file; asked once it is known to be one. */
export function refuseWorkbookName(fileName: string | undefined): void {
  const ending = endingOf(fileName)
  if (ending === 'xlsm') throw new Refusal('macro_file', 'It is named .xlsm.')
  if (ending !== null && ending !== 'xlsx')
    throw new Refusal('wrong_extension', `It is named .${ending} but holds an Excel workbook (.xlsx).`)
}

function endingOf(fileName: string | undefined): string | null {
  return /\.([a-z0-9]{1,8})$/i.exec(fileName ?? '')?.[1]?.toLowerCase() ?? null
}

function kindOf(head: Uint8Array): FileKind {
  if (startsWith(head, ZIP)) return 'workbook'
  if (startsWith(head, COMPOUND)) throw compoundFile(head)
  if (head[0] === 0x4d && head[1] === 0x5a && looksBinary(head))
    throw new Refusal('unsupported_type', 'It is a program.')
  const known = SIGNATURES.find((signature) => startsWith(head, signature.bytes))
  if (known) throw new Refusal('unsupported_type', `It is ${known.name}.`)
  refuseOtherText(head)
  return 'text'
}

/** Compound files are .xls, .doc, or a locked .xlsx, whose parts are named in UTF-16. */
function compoundFile(head: Uint8Array): Refusal {
  const names = Buffer.from(head).toString('utf16le')
  const locked = names.includes('EncryptedPackage') || names.includes('EncryptionInfo')
  if (locked) return new Refusal('encrypted_file', '')
  return new Refusal('unsupported_type', 'It is an old binary Office file (.xls or .doc).')
}

function refuseOtherText(head: Uint8Array): void {
  if (hasWideMark(head)) return
  if (nulShare(head) > 0.2)
    throw new Refusal('undecodable', 'It seems to be UTF-16 or UTF-32 text without a byte-order mark.')
  const start = Buffer.from(head)
    .toString('latin1')
    .replace(/^\u00ef\u00bb\u00bf/, '')
    .trimStart()
  const opening = start.slice(0, 1024).toLowerCase()
  if (/^(<!--[\s\S]{0,500}-->\s*)?<(!doctype\s+html|html|head|body|script|meta|table)\b/.test(opening))
    throw new Refusal('html_file', '')
  if (opening.startsWith('<?xml') && /<html\b/.test(opening)) throw new Refusal('html_file', '')
  if (opening.startsWith('<?xml')) throw new Refusal('unsupported_type', 'It is an XML file.')
  if (opening.startsWith('{') || opening.startsWith('['))
    throw new Refusal('unsupported_type', 'It is a JSON file.')
  if (looksBinary(head)) throw new Refusal('not_a_table', 'It holds bytes that no text has.')
}

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return bytes.length >= signature.length && signature.every((byte, at) => bytes[at] === byte)
}

/** UTF-16 in either order, or UTF-32, by its mark. */
function hasWideMark(head: Uint8Array): boolean {
  return (
    startsWith(head, [0xff, 0xfe]) ||
    startsWith(head, [0xfe, 0xff]) ||
    startsWith(head, [0x00, 0x00, 0xfe, 0xff])
  )
}

function nulShare(bytes: Uint8Array): number {
  let nuls = 0
  for (const byte of bytes) if (byte === 0) nuls += 1
  return bytes.length === 0 ? 0 : nuls / bytes.length
}

/** More than one control byte in fifty, and at least eight: no table, however damaged, has so many. */
function looksBinary(bytes: Uint8Array): boolean {
  let controls = 0
  for (const byte of bytes) if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13) controls += 1
  return controls >= 8 && controls / bytes.length > 0.02
}
