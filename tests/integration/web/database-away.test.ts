import { expect, it } from 'vitest'
import { makeAuthorities } from '../../support/register-rows.ts'
import { SCENE_NOW } from '../../support/sample-scene.ts'
import { useWebApp } from '../../support/web-app.ts'

let ahead = 0
const server = useWebApp(() => SCENE_NOW + ahead, makeAuthorities)
const get = (url: string) => server().app.inject({ url })

it('says that it is not well, with a reference and no internals, when the database is away', async () => {
  expect((await get('/contracts')).statusCode).toBe(200)
  await server().deps.close()
  const remembered = await get('/contracts')
  ahead = 60_000
  const forgotten = await get('/contracts')
  for (const { statusCode, body } of [remembered, forgotten]) {
    expect(statusCode).toBe(500)
    expect(body).toContain('Sorry, something went wrong')
    expect(body).toMatch(/Reference: (<code>)?[0-9a-f-]{36}/)
    expect(body).not.toMatch(/CONNECTION|postgres|\.ts:/i)
  }
})
