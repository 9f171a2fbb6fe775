// Does a feed keep the rules of its kind, read by a parser that is not ours?
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import ICAL from 'ical.js'
import { SaxesParser } from 'saxes'

interface Element {
  name: string
  uri: string
  attributes: Record<string, string>
  children: Element[]
  text: string
}

const ATOM = 'http://www.w3.org/2005/Atom'

function readXml(text: string): Element {
  const top: Element = { name: '', uri: '', attributes: {}, children: [], text: '' }
  const open = [top]
  const parser = new SaxesParser({ xmlns: true })
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', (tag) => {
    const attributes = Object.fromEntries(
      Object.values(tag.attributes).map(({ name, value }) => [name, value]),
    )
    const element = { name: tag.local, uri: tag.uri, attributes, children: [], text: '' }
    open.at(-1)?.children.push(element)
    open.push(element)
  })
  parser.on('text', (part) => {
    const element = open.at(-1)
    if (element) element.text += part
  })
  parser.on('closetag', () => open.pop())
  parser.write(text).close()
  const [root] = top.children
  if (root === undefined) throw new Error('nothing in it')
  return root
}

const RFC_3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/

const partsOf = (element: Element, name: string) =>
  element.children.filter((child) => child.name === name && child.uri === ATOM)
const textOf = (element: Element, name: string) => partsOf(element, name)[0]?.text ?? ''

/** What RFC 4287 §4.1 demands of a feed and of an entry alike. */
function commonFaults(element: Element): string[] {
  const counts = ['id', 'title', 'updated'].map((name) => [name, partsOf(element, name).length] as const)
  const links = partsOf(element, 'link').map(({ attributes }) => attributes.href ?? '')
  return [
    ...counts.filter(([, count]) => count !== 1).map(([name, count]) => `${element.name}: ${count} ${name}`),
    ...[textOf(element, 'id'), ...links].filter((iri) => !URL.canParse(iri)).map((iri) => `${iri} is no IRI`),
    ...(RFC_3339.test(textOf(element, 'updated')) ? [] : [`${element.name}: updated is no instant`]),
  ]
}

/** What RFC 4287 demands and this text lacks; the entries as they read. @throws Error where it is no XML. */
export function readAtom(text: string): {
  faults: string[]
  entries: { id: string; title: string; content: string }[]
} {
  const feed = readXml(text)
  const entries = partsOf(feed, 'entry')
  const faults = [feed, ...entries].flatMap(commonFaults)
  if (feed.name !== 'feed' || feed.uri !== ATOM) faults.push('the root is no atom:feed')
  if (partsOf(feed, 'author').every((author) => textOf(author, 'name') === '')) faults.push('no author')
  if (partsOf(feed, 'link').filter(({ attributes }) => attributes.rel === 'self').length !== 1)
    faults.push('not one link to itself')
  const ids = entries.map((entry) => textOf(entry, 'id'))
  if (new Set(ids).size !== ids.length) faults.push('an id twice')
  return {
    faults,
    entries: entries.map((entry, at) => ({
      id: ids[at] ?? '',
      title: textOf(entry, 'title'),
      content: textOf(entry, 'content'),
    })),
  }
}

/** JSON Feed 1.1, https://www.jsonfeed.org/version/1.1/: what is required and the types of what we use. */
const JSON_FEED = {
  type: 'object',
  required: ['version', 'title', 'items'],
  properties: {
    version: { const: 'https://jsonfeed.org/version/1.1' },
    title: { type: 'string', minLength: 1 },
    description: { type: 'string' },
    home_page_url: { type: 'string', format: 'uri' },
    feed_url: { type: 'string', format: 'uri' },
    language: { type: 'string' },
    authors: { type: 'array', items: { type: 'object', minProperties: 1 } },
    items: {
      type: 'array',
      items: {
        type: 'object',
        required: ['id'],
        anyOf: [{ required: ['content_text'] }, { required: ['content_html'] }],
        properties: {
          id: { type: 'string', minLength: 1 },
          url: { type: 'string', format: 'uri' },
          title: { type: 'string' },
          content_text: { type: 'string' },
          date_modified: { type: 'string', format: 'date-time' },
          tags: { type: 'array', items: { type: 'string' } },
        },
        patternProperties: { '^_': { type: 'object' } },
      },
    },
  },
}

/** The faults that the schema of JSON Feed finds. */
export function jsonFeedFaults(feed: unknown): string[] {
  const ajv = new Ajv({ allErrors: true, strict: false })
  addFormats.default(ajv)
  const check = ajv.compile(JSON_FEED)
  return check(feed)
    ? []
    : (check.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
}

export interface ReadEvent {
  uid: string
  summary: string
  description: string
  first: string
  /** The day after the last. */
  until: string
  isWholeDays: boolean
}

/** The events as an independent program reads them. @throws Error where the text breaks RFC 5545. */
export function readCalendar(text: string): ReadEvent[] {
  const long = text.split('\r\n').filter((line) => Buffer.byteLength(line) > 75)
  if (long.length > 0) throw new Error(`longer than 75 octets: ${long[0]}`)
  if (/[^\r]\n|\r[^\n]/.test(text)) throw new Error('a line that does not end in CRLF')
  const calendar = new ICAL.Component(ICAL.parse(text))
  if (calendar.getFirstPropertyValue('version') !== '2.0' || !calendar.getFirstPropertyValue('prodid'))
    throw new Error('VERSION and PRODID are required')
  return calendar.getAllSubcomponents('vevent').map((component) => {
    const event = new ICAL.Event(component)
    if (!component.getFirstPropertyValue('dtstamp')) throw new Error('DTSTAMP is required')
    return {
      uid: event.uid,
      summary: event.summary,
      description: event.description,
      first: event.startDate.toString(),
      until: event.endDate.toString(),
      isWholeDays: event.startDate.isDate && event.endDate.isDate,
    }
  })
}
