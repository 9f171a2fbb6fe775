// How are the parts of a workbook read as XML, a piece at a time and without trusting them?
import { Refusal } from './refusal.ts'

export interface XmlHandler {
  /** `name` without prefix; `tag` is the whole tag for `attribute`. Empty elements open and close. */
  open(name: string, tag: string): void
  close(name: string): void
  text(text: string): void
}

const DEEPEST = 100
const LONGEST_TEXT = 2_097_152
const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

const corrupt = (detail: string): Refusal => new Refusal('corrupt_file', detail)

/** Feeds on chunks of UTF-8. Throws `Refusal` for DOCTYPE, for nesting past 100, and for XML that is not well formed. */
export class XmlScanner {
  readonly #handler: XmlHandler
  readonly #decoder = new TextDecoder('utf-8', { fatal: true })
  readonly #path: string[] = []
  #buffer = ''
  #at = 0

  constructor(handler: XmlHandler) {
    this.#handler = handler
  }

  write(chunk: Uint8Array): void {
    this.#buffer = this.#buffer.slice(this.#at) + this.#decoded(chunk)
    this.#at = 0
    for (;;) {
      const start = this.#buffer.indexOf('<', this.#at)
      const end = start === -1 ? -1 : endOfTag(this.#buffer, start)
      if (end === -1) break
      if (start > this.#at) this.#handler.text(unescaped(this.#buffer.slice(this.#at, start)))
      this.#at = end
      this.#markup(this.#buffer.slice(start, end))
    }
    if (this.#buffer.length - this.#at > LONGEST_TEXT)
      throw this.#buffer[this.#at] === '<'
        ? corrupt('One of its tags is too long.')
        : new Refusal('field_too_large', `It is over ${LONGEST_TEXT.toLocaleString('en-GB')} characters.`)
  }

  end(): void {
    if (this.#path.length > 0 || this.#buffer.indexOf('<', this.#at) !== -1)
      throw corrupt('One of its parts ends too early.')
  }

  #decoded(chunk: Uint8Array): string {
    try {
      return this.#decoder.decode(chunk, { stream: true })
    } catch {
      throw corrupt('One of its parts is not UTF-8.')
    }
  }

  #markup(tag: string): void {
    const second = tag[1]
    if (second === '/') this.#closeTag(tag)
    else if (second === '!') this.#declaration(tag)
    else if (second !== '?') this.#openTag(tag)
  }

  #declaration(tag: string): void {
    if (tag.startsWith('<!--')) return
    if (!tag.startsWith('<![CDATA[')) throw new Refusal('unsafe_xml', 'It declares its own entities.')
    this.#handler.text(tag.slice(9, -3))
  }

  #openTag(tag: string): void {
    const name = localName(tag, 1)
    if (this.#path.length >= DEEPEST) throw new Refusal('unsafe_xml', 'Its elements are nested too deeply.')
    this.#handler.open(name, tag)
    if (tag[tag.length - 2] === '/') this.#handler.close(name)
    else this.#path.push(name)
  }

  #closeTag(tag: string): void {
    const name = localName(tag, 2)
    if (this.#path.pop() !== name) throw corrupt('One of its parts is not well formed.')
    this.#handler.close(name)
  }
}

/** Place after the tag that starts at `start`, or -1 when it has not ended yet. */
function endOfTag(buffer: string, start: number): number {
  if (buffer.startsWith('<!--', start)) return after(buffer, '-->', start + 4)
  if (buffer.startsWith('<![CDATA[', start)) return after(buffer, ']]>', start + 9)
  if (buffer.startsWith('<?', start)) return after(buffer, '?>', start + 2)
  if (buffer.startsWith('<!D', start) || buffer.startsWith('<!E', start))
    throw new Refusal('unsafe_xml', 'It declares its own entities.')
  const end = buffer.indexOf('>', start)
  if (end === -1) return -1
  return quotesClosed(buffer, start, end) ? end + 1 : quotedEnd(buffer, start)
}

function after(buffer: string, mark: string, from: number): number {
  const found = buffer.indexOf(mark, from)
  return found === -1 ? -1 : found + mark.length
}

function quotesClosed(buffer: string, start: number, end: number): boolean {
  let quote = 0
  for (let at = start; at < end; at += 1) {
    const code = buffer.charCodeAt(at)
    if (quote === 0 ? code === 34 || code === 39 : code === quote) quote = quote === 0 ? code : 0
  }
  return quote === 0
}

/** The end of a tag that has `>` inside an attribute. */
function quotedEnd(buffer: string, start: number): number {
  let quote = 0
  for (let at = start; at < buffer.length; at += 1) {
    const code = buffer.charCodeAt(at)
    if (quote !== 0) {
      if (code === quote) quote = 0
    } else if (code === 34 || code === 39) quote = code
    else if (code === 62) return at + 1
  }
  return -1
}

function localName(tag: string, from: number): string {
  let end = from
  let start = from
  for (; end < tag.length; end += 1) {
    const code = tag.charCodeAt(end)
    if (code === 58) start = end + 1
    else if (code === 62 || code === 47 || code === 32 || code === 9 || code === 10 || code === 13) break
  }
  return tag.slice(start, end)
}

/** An attribute of a tag, unescaped; null where there is none. */
export function attribute(tag: string, name: string): string | null {
  for (let at = tag.indexOf(name, 1); at !== -1; at = tag.indexOf(name, at + 1)) {
    const before = tag.charCodeAt(at - 1)
    if (before !== 32 && before !== 9 && before !== 10 && before !== 13) continue
    const equals = /^\s*=\s*(["'])/.exec(tag.slice(at + name.length, at + name.length + 20))
    if (!equals?.[1]) continue
    const from = at + name.length + equals[0].length
    const to = tag.indexOf(equals[1], from)
    return to === -1 ? null : unescaped(tag.slice(from, to))
  }
  return null
}

/** Text with the five entities of XML and character numbers resolved; others stay as they stand. */
function unescaped(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]{2,4});/gi, (whole, entity: string) => {
    if (!entity.startsWith('#')) return ENTITIES[entity] ?? whole
    const code =
      entity[1] === 'x' || entity[1] === 'X' ? Number.parseInt(entity.slice(2), 16) : Number(entity.slice(1))
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}
