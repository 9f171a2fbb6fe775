// Do two registers that differ in one value alone answer the public alike?
import type { FastifyInstance } from 'fastify'
import { strFromU8, unzipSync } from 'fflate'

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g
const INSTANT = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)/g
const CLOCK_TIME = /\d{1,2} [A-Z][a-z]+ \d{4} at \d\d:\d\d/g
const FORM_TOKEN = /(name="_csrf" value=")[^"]+/g
const CURSOR = /(cursor(?:=|":")|after=)[A-Za-z0-9_-]{8,}/g

/** An answer without what differs between any two registers: ids, by the order in which they come, instants, cursors and tokens of forms. */
function normalised(body: string): string {
  const ids = new Map<string, string>()
  const idOf = (id: string) => {
    if (!ids.has(id)) ids.set(id, `id-${ids.size}`)
    return ids.get(id) ?? ''
  }
  return body
    .replace(/\r\n /g, '')
    .replace(UUID, idOf)
    .replace(INSTANT, 'instant')
    .replace(CLOCK_TIME, 'instant')
    .replace(CURSOR, '$1cursor')
    .replace(FORM_TOKEN, '$1token')
    .replace(/return-\d+\.csv/g, 'file')
    .replace(/(name="_csrf" value="|nonce=")[^"]+/g, '$1own')
}

function unpacked(workbook: Uint8Array): string {
  return Object.entries(unzipSync(workbook))
    .map(([name, bytes]) => `${name}\n${strFromU8(bytes)}`)
    .join('\n')
}

let asked = 0

/** From an address of its own, since one may not ask so much. */
function address(): string {
  asked += 1
  return `10.${asked >> 16}.${(asked >> 8) & 255}.${asked & 255}`
}

/** Status, what the answer is and its body, normalised. */
export async function publicAnswer(app: FastifyInstance, url: string): Promise<string> {
  const answer = await app.inject({
    method: 'GET',
    url,
    remoteAddress: address(),
    headers: { 'x-request-id': 'one' },
  })
  const type = String(answer.headers['content-type'])
  const body = type.includes('spreadsheetml') ? unpacked(answer.rawPayload) : answer.body
  return normalised(`${answer.statusCode} ${type}\n${answer.headers.location ?? ''}\n${body}`)
}
