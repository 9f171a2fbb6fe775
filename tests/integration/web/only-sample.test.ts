import { expect, it } from 'vitest'
import { makeScene, SCENE_NOW } from '../../support/sample-scene.ts'
import { useWebApp } from '../../support/web-app.ts'

const server = useWebApp(() => SCENE_NOW, makeScene)

it.each(['/', '/contracts', '/contracts?q=zzzznothing', '/about'])(
  'says on %s that a register of samples alone is made up',
  async (url) => {
    const { body } = await server().app.inject({ url })
    expect(body).toContain('This is sample data, made up.')
  },
)

it('describes the API as OpenAPI 3.1, with the routes of the API and no page', async () => {
  const { paths, openapi } = (await server().app.inject({ url: '/api/v1/openapi.json' })).json()
  expect(openapi).toBe('3.1.0')
  expect(Object.keys(paths)).toContain('/api/v1/contracts')
  expect(Object.keys(paths).filter((path) => !path.startsWith('/api/v1/'))).toEqual([])
  expect(paths['/api/v1/contracts'].get.parameters.map((one: { name: string }) => one.name)).toContain(
    'authority',
  )
  expect(paths['/api/v1/returns'].post.security).toEqual([{ key: [] }])
})
