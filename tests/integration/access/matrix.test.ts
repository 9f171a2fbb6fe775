import { existsSync, readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { CALLERS, type Caller, useAccessScene } from '../../support/access-scene.ts'

type Row = Record<'id' | 'covers' | 'action' | 'method' | 'path' | 'body' | Caller, string>

const read = (file: URL): Record<string, string>[] => parse(readFileSync(file), { columns: true, bom: true })
const matrix = read(new URL('../../access/matrix.csv', import.meta.url)) as Row[]
const scene = useAccessScene()
const SHARED = new URL('../../../../shared/access-matrix.csv', import.meta.url)

let files = 0

/** The body as the row words it: `json:`, `form:`, or `file:` and the authority it is handed in for. */
async function bodyOf(row: Row): Promise<{ body?: string | FormData; headers: Record<string, string> }> {
  const text = await filled(row.body)
  if (text.startsWith('json:'))
    return { body: text.slice(5), headers: { 'content-type': 'application/json' } }
  if (text.startsWith('form:') || (row.method === 'POST' && text === '' && !row.path.startsWith('/api/')))
    return { body: text.slice(5), headers: { 'content-type': 'application/x-www-form-urlencoded' } }
  if (!text.startsWith('file:')) return { headers: {} }
  files += 1
  const form = new FormData()
  form.append('authority', text.slice(5))
  const csv = `Contract Ref,Title,Supplier,Start Date,End Date\nX-${files},Thing,Oakhollow Group plc,01/04/2026,31/03/2028\n`
  form.append('file', new Blob([csv]), `handed-in-${files}.csv`)
  return { body: form, headers: {} }
}

async function filled(text: string): Promise<string> {
  let done = text
  for (const [mark, name = ''] of text.matchAll(/\{([a-zA-Z_]+)\}/g))
    done = done.replace(mark, await scene.thing(name))
  return done
}

async function ask(row: Row, caller: Caller): Promise<number> {
  const { body, headers } = await bodyOf(row)
  const answer = await fetch(scene.base() + (await filled(row.path)), {
    method: row.method,
    redirect: 'manual',
    headers: { ...scene.headers(caller), ...headers },
    signal: AbortSignal.timeout(10_000),
    ...(body === undefined ? {} : { body }),
  })
  await answer.body?.cancel()
  return answer.status
}

it.each(matrix)('$id: $action ($method $path) is answered to each caller as the matrix says', async (row) => {
  const answers: Record<string, string> = {}
  for (const caller of CALLERS) {
    const status = String(await ask(row, caller))
    answers[caller] = row[caller].split('|').includes(status) ? row[caller] : status
  }
  expect(answers).toEqual(Object.fromEntries(CALLERS.map((caller) => [caller, row[caller]])))
})

/** Whether the row asks for an address of that pattern, at least with an id that is not there. */
function concerns(row: Row, { method, url }: { method: string; url: string }): boolean {
  if (row.method !== method) return false
  const [rowParts, urlParts] = [(row.path.split('?')[0] ?? '').split('/'), url.split('/')]
  if (url.endsWith('/*')) return row.path.startsWith(url.slice(0, -1))
  return (
    rowParts.length === urlParts.length &&
    urlParts.every(
      (part, at) => part === rowParts[at] || (part.startsWith(':') && !isNamed(rowParts[at], part)),
    )
  )
}

/** `:id` stands for an id, and not for the name of another page beside it. */
function isNamed(given: string | undefined, part: string): boolean {
  return part === ':id' && !/^\{|^none$|^[0-9]/.test(given ?? '')
}

it('numbers each of its rows once', () => {
  const ids = matrix.map(({ id }) => id)
  expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([])
})

it('has a row for every address the server offers', () => {
  const offered = scene.server.app.routeTable.filter(
    ({ method, url }) => method !== 'HEAD' && !url.startsWith('/assets/'),
  )
  expect(offered.length).toBeGreaterThan(80)
  const without = offered.filter((route) => !matrix.some((row) => concerns(row, route)))
  expect(without.map(({ method, url }) => `${method} ${url}`)).toEqual([])
})

describe.runIf(existsSync(SHARED))('beside the list of access cases it was made from', () => {
  it('covers each of them in meaning', () => {
    const wanted = read(SHARED)
      .filter(({ kind }) => kind === 'access')
      .map(({ id }) => id)
    const covered = new Set(matrix.flatMap(({ covers }) => covers.split(' ')))
    expect(wanted).toHaveLength(64)
    expect(wanted.filter((id = '') => !covered.has(id))).toEqual([])
  })
})
