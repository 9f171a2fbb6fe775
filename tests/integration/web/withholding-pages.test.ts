import { beforeAll, describe, expect, it } from 'vitest'
import { contractIdOf, makeAuthorities, makeReturn } from '../../support/register-rows.ts'
import { officerOf, useWebApp } from '../../support/web-app.ts'

const server = useWebApp(
  () => Date.parse('2026-11-21T12:00:00Z'),
  async (database) => {
    await makeAuthorities(database)
    const contract = {
      title: 'Alarm lines',
      supplier_name_raw: 'Brindle Software Ltd',
      value_annual: 12_345_00,
    }
    await makeReturn(database, {
      authority: 'camden',
      contracts: [{ ...contract, current_end_on: '2027-05-09' }],
    })
  },
)
let path = ''
let camden: Record<string, string> = {}

beforeAll(async () => {
  path = `/contracts/${await contractIdOf(server().database, 'Alarm lines')}`
  camden = await officerOf(server().database, 'camden')
})

const see = async (url: string, headers = {}) => (await server().app.inject({ url, headers })).body
const send = (url: string, fields: Record<string, string>) =>
  server().app.inject({
    method: 'POST',
    url,
    headers: { ...camden, 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(fields).toString(),
  })
const asked = {
  reason: 'commercial',
  ground: 'section 94 Procurement Act 2023',
  review_on: '2027-03-01',
  precision: 'full',
}

describe('an officer who withholds something', () => {
  it('is led there from the contract, which nobody else is', async () => {
    expect(await see(path, camden)).toContain(`${path}/withholdings`)
    expect(await see(path)).not.toContain('/withholdings')
    expect(await see(path, await officerOf(server().database, 'sutton'))).not.toContain('/withholdings')
  })

  it('is told what is missing, with what was typed', async () => {
    const answer = await send(`${path}/withholdings`, { ...asked, field: '', ground: 'x' })
    expect(answer.statusCode).toBe(422)
    for (const said of ['Choose what to withhold', 'Name the statutory ground', '2027-03-01'])
      expect(answer.body).toContain(said)
  })

  it('takes it from the public at once, who are told the fact, the ground and the review', async () => {
    expect(await see(path)).toContain('£12,345')
    expect((await send(`${path}/withholdings`, { ...asked, field: 'value_annual' })).statusCode).toBe(303)
    const page = await see(path)
    expect(page).toContain('Withheld: commercial; section 94 Procurement Act 2023; review 1 March 2027')
    expect(page).not.toContain('12,345')
    const again = await send(`${path}/withholdings`, { ...asked, field: 'value_annual' })
    expect(again.body).toContain('withheld already')
  })

  it('gives a date to its quarter, and nothing that is no date', async () => {
    await send(`${path}/withholdings`, {
      ...asked,
      reason: 'security',
      field: 'current_end_on',
      precision: 'quarter',
    })
    const page = await see(path)
    expect(page).toContain('2nd quarter 2027')
    expect(page).not.toMatch(/9 May 2027|09\/05\/2027|30 June 2027/)
    const refused = await send(`${path}/withholdings`, { ...asked, field: 'title', precision: 'year' })
    expect(refused.statusCode).toBe(422)
  })

  it('finds everything in one list, and gives it back from there', async () => {
    const list = await see('/withholdings', camden)
    expect(list).toContain('Annual value')
    const lift =
      /action="(\/withholdings\/\d+\/lift)"/.exec(list.slice(list.indexOf('Annual value')))?.[1] ?? ''
    expect((await send(lift, {})).statusCode).toBe(303)
    expect(await see(path)).toContain('£12,345')
    expect(await see('/withholdings', camden)).not.toContain('Annual value')
  })
})

describe('a rule for a field of every contract', () => {
  it('is made on its page, takes the field from all of them and from no other authority’s', async () => {
    const { database } = server()
    const contracts = [
      { title: 'Sutton lines', supplier_name_raw: 'Brindle Software Ltd', value_annual: 777_00 },
    ]
    await makeReturn(database, { authority: 'sutton', contracts })
    const sutton = `/contracts/${await contractIdOf(database, 'Sutton lines')}`
    expect((await send('/withholdings/rule', { ...asked, field: '' })).statusCode).toBe(422)
    expect((await send('/withholdings/rule', { ...asked, field: 'value_annual' })).statusCode).toBe(303)
    expect(await see(path)).not.toContain('12,345')
    expect(await see(sutton)).toContain('£777')
    expect(await see('/withholdings', camden)).toContain('Annual value, in every contract')
    expect((await send('/withholdings/rule', { ...asked, field: 'value_annual' })).body).toContain(
      'withheld already',
    )
  })
})

describe('a program that withholds', () => {
  const call = (method: 'GET' | 'POST' | 'DELETE', url: string, headers: object, payload?: object) =>
    server().app.inject({
      method,
      url: `/api/v1${url}`,
      headers: { ...headers },
      ...(payload ? { payload } : {}),
    })

  it('sees, withholds and gives back what is of its own authority, and nothing of another', async () => {
    const sutton = await officerOf(server().database, 'sutton')
    const { precision: _, ...body } = asked
    const given = { ...body, field: 'department', contract_id: path.split('/').at(-1) }
    expect((await call('POST', '/withholdings', sutton, given)).statusCode).toBe(404)
    const made = await call('POST', '/withholdings', camden, given)
    expect(made.statusCode).toBe(201)
    expect(made.json()).toMatchObject({ field: 'department', precision: 'full', review_on: '2027-03-01' })
    expect((await call('POST', '/withholdings', camden, given)).statusCode).toBe(409)
    expect((await call('POST', '/withholdings', camden, { ...given, precision: 'year' })).statusCode).toBe(
      400,
    )
    expect((await call('POST', '/withholdings', camden, { ...given, authority: 'sutton' })).statusCode).toBe(
      400,
    )
    const { id } = made.json()
    expect((await call('GET', '/withholdings', sutton)).json()).toEqual({ withholdings: [] })
    expect((await call('DELETE', `/withholdings/${id}`, sutton)).statusCode).toBe(404)
    expect((await call('DELETE', `/withholdings/${id}`, camden)).statusCode).toBe(204)
    expect((await call('DELETE', `/withholdings/${id}`, camden)).statusCode).toBe(409)
  })
})
