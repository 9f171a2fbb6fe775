// Do two registers that differ in one value alone answer the public alike?
import type { FastifyInstance } from 'fastify'

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g
const INSTANT = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)/g
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
    .replace(UUID, idOf)
    .replace(INSTANT, 'instant')
    .replace(CURSOR, '$1cursor')
    .replace(FORM_TOKEN, '$1token')
    .replace(/return-\d+\.csv/g, 'file')
}

/** Status, what the answer is and its body, normalised. */
export async function publicAnswer(app: FastifyInstance, url: string): Promise<string> {
  const answer = await app.inject({ method: 'GET', url, headers: { 'x-request-id': 'one' } })
  return normalised(`${answer.statusCode} ${answer.headers['content-type']}\n${answer.body}`)
}
