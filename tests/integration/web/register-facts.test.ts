import { expect, it } from 'vitest'
import { registerFacts } from '../../../src/web/register-facts.ts'
import { makeScene, SCENE_NOW } from '../../support/sample-scene.ts'
import { useWebApp } from '../../support/web-app.ts'

let now = SCENE_NOW
const server = useWebApp(() => now, makeScene)

it('asks for names and figures once in ten seconds, however many pages show them', async () => {
  const facts = registerFacts({ readDb: server().deps.readDb, clock: () => now })
  const [authorities, figures] = [await facts.authorities(), await facts.figures()]
  expect(authorities).toHaveLength(33)
  now += 10_000
  expect(await facts.authorities()).toBe(authorities)
  expect(await facts.figures()).toBe(figures)
  now += 1
  const later = await facts.authorities()
  expect([later === authorities, later]).toEqual([false, authorities])
})
