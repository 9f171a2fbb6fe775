import { parse } from 'csv-parse/sync'
import { beforeAll, expect, it } from 'vitest'
import { makeOpenReturns, makeScene, SCENE_NOW } from '../../support/sample-scene.ts'
import { officerOf, useWebApp } from '../../support/web-app.ts'

let open: Awaited<ReturnType<typeof makeOpenReturns>>
let camden: { authorization: string }
let hackney: { authorization: string }

const server = useWebApp(
  () => SCENE_NOW,
  async (database) => {
    await makeScene(database, false)
    open = await makeOpenReturns(database)
  },
)

beforeAll(async () => {
  camden = await officerOf(server().database, 'camden')
  hackney = await officerOf(server().database, 'hackney')
})

const get = (url: string, headers: Record<string, string> = camden) => server().app.inject({ url, headers })
const tableOf = (body: string): string[][] => parse(body, { bom: true })

it('gives the file back with its own headings, columns and rows, and the corrections that hold', async () => {
  const { sql } = server().database
  await sql`update stated_rows set cells[7] = '31/02/2027', cells[2] = '=1+1' where return_id = ${open.read} and data_row = 8`
  const correct = (row: number, from: string, to: string) => sql`
    insert into return_corrections (return_id, data_row, column_number, from_text, to_text, made_by)
    values (${open.read}, ${row}, 7, ${from}, ${to}, 'tester')`
  await correct(8, '31/02/2027', '28/02/2027')
  await correct(9, 'no longer there', 'must not appear')
  for (const url of [`/returns/${open.read}/corrected.csv`, `/api/v1/returns/${open.read}/corrected.csv`]) {
    const answer = await get(url)
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8')
    expect(answer.headers['content-disposition']).toBe('attachment; filename="camden-q4-draft-corrected.csv"')
    expect(answer.body.charCodeAt(0)).toBe(0xfeff)
    const [headings, ...rows] = tableOf(answer.body)
    expect(headings?.slice(0, 3)).toEqual(['Contract Ref', 'Title of agreement', 'Description'])
    expect(rows).toHaveLength(30)
    expect(rows[7]?.[6]).toBe('28/02/2027')
    expect(rows[7]?.[1]).toBe("'=1+1")
    expect(answer.body).not.toContain('must not appear')
  }
})

it('lists every issue on a line of its own, errors of the file first', async () => {
  const { body } = await get(`/returns/${open.read}/issues.csv`)
  const [headings, first, ...rest] = tableOf(body)
  expect(headings?.[0]).toBe('Severity')
  expect(first?.[1]).toBe('')
  expect(rest).toHaveLength(10)
  expect(rest.find((row) => row[4] === '31/02/2027')?.slice(0, 4)).toEqual(['error', '9', '7', 'End Date'])
  expect((await get(`/api/v1/returns/${open.read}/issues.csv`)).body).toBe(body)
})

it('gives neither to another authority, nor what was never read', async () => {
  for (const file of ['corrected.csv', 'issues.csv']) {
    expect((await get(`/returns/${open.read}/${file}`, hackney)).statusCode).toBe(404)
    expect((await get(`/api/v1/returns/${open.read}/${file}`, hackney)).statusCode).toBe(404)
    expect((await get(`/api/v1/returns/${open.read}/${file}`, {})).statusCode).toBe(401)
  }
  expect((await get(`/returns/${open.reading}/corrected.csv`)).statusCode).toBe(409)
})

it('gives an officer what the register holds as the beginning of the next return, and nobody else', async () => {
  for (const base of ['/returns', '/api/v1/returns']) {
    const csv = await get(`${base}/prefilled.csv`)
    expect(csv.headers['content-disposition']).toBe('attachment; filename="camden-contracts-2026-11-21.csv"')
    const [headings, ...rows] = tableOf(csv.body)
    expect(headings?.slice(0, 5)).toEqual([
      'Contract reference',
      'Title',
      'Description',
      'Department',
      'Supplier',
    ])
    expect(rows).toHaveLength(40)
    const book = await get(`${base}/prefilled.xlsx`)
    expect(book.rawPayload.subarray(0, 2).toString()).toBe('PK')
    expect((await get(`${base}/prefilled.csv?authority=camden`, hackney)).statusCode).toBe(404)
  }
  expect((await get('/api/v1/returns/prefilled.csv', {})).statusCode).toBe(401)
})
