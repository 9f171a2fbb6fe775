import { Validator } from '@seriousme/openapi-schema-validator'
import { beforeAll, expect, it } from 'vitest'
import { makeScene, SCENE_NOW } from '../support/sample-scene.ts'
import { useWebApp } from '../support/web-app.ts'

const server = useWebApp(() => SCENE_NOW, makeScene)

interface Operation {
  operationId?: string
  summary?: string
  tags?: string[]
  security?: unknown[]
  parameters?: {
    name: string
    in: string
    examples?: Record<string, { value: unknown }>
    description?: string
  }[]
  responses?: Record<string, { description?: string; content?: Record<string, unknown> }>
}
interface Description {
  openapi: string
  paths: Record<string, Record<string, Operation>>
}

let description: Description
let operations: { path: string; method: string; operation: Operation }[] = []

beforeAll(async () => {
  description = (await server().app.inject({ url: '/api/v1/openapi.json' })).json()
  operations = Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  )
})

it('is valid OpenAPI 3.1', async () => {
  const { valid, errors } = await new Validator().validate(
    structuredClone(description) as unknown as Record<string, unknown>,
  )
  expect(errors ?? []).toEqual([])
  expect([valid, description.openapi]).toEqual([true, '3.1.0'])
})

it('says of every operation what it does, under a name of its own, and what goes wrong', () => {
  expect(operations.length).toBeGreaterThan(30)
  const ids = operations.map(({ operation }) => operation.operationId)
  expect(new Set(ids).size).toBe(operations.length)
  for (const { path, method, operation } of operations) {
    const said = [operation.summary, operation.tags?.[0], operation.responses?.default?.description]
    expect([path, method, said.every(Boolean)]).toEqual([path, method, true])
    for (const [status, answer] of Object.entries(operation.responses ?? {}))
      expect([path, method, status, answer.description !== 'Default Response']).toEqual([
        path,
        method,
        status,
        true,
      ])
  }
})

it('describes every filter of the contracts list', () => {
  const parameters = description.paths['/api/v1/contracts']?.get?.parameters ?? []
  expect(parameters.length).toBeGreaterThan(20)
  expect(parameters.filter((one) => !one.description).map(({ name }) => name)).toEqual([])
})

it('gives for every public list an example that is answered', async () => {
  const lists = operations.filter(
    ({ path, method, operation }) => method === 'get' && !operation.security && !path.includes('{'),
  )
  expect(lists.length).toBeGreaterThan(5)
  for (const { path, operation } of lists) {
    const query = new URLSearchParams(
      (operation.parameters ?? []).flatMap(({ name, examples }) =>
        Object.values(examples ?? {}).map(({ value }): [string, string] => [name, String(value)]),
      ),
    )
    const answer = await server().app.inject({ url: `${path}?${query}` })
    expect([path, query.toString(), answer.statusCode]).toEqual([path, query.toString(), 200])
  }
  const parameters = description.paths['/api/v1/contracts']?.get?.parameters ?? []
  const shown = parameters.filter(({ examples }) => examples !== undefined).map(({ name }) => name)
  expect(shown).toEqual(expect.arrayContaining(['q', 'authority', 'current_end_to']))
})
