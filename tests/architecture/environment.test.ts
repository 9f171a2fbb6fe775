import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { environment } from '../../src/config.ts'
import { exampleOf, undescribed, unreadSettings } from './environment.ts'

it('has an .env.example that says what the program reads; `npm run docs:env` writes it', async () => {
  await expect(exampleOf(environment)).toMatchFileSnapshot('../../.env.example')
})

it('describes every setting', () => {
  expect(undescribed(environment)).toEqual([])
})

it('finds a setting without a description, and shows default and blank', () => {
  const settings = z.object({
    PORT: z.coerce.number().default(3000).describe('Port.'),
    KEY: z.string().optional(),
  })
  expect(undescribed(settings)).toEqual(['KEY'])
  expect(exampleOf(settings)).toContain('# Port.\n# PORT=3000\n\n# \n# KEY=\n')
})

it('sets in the image and the composition only what the program reads', () => {
  const [dockerfile, compose] = [readFileSync('Dockerfile', 'utf8'), readFileSync('compose.yaml', 'utf8')]
  expect(unreadSettings(environment, dockerfile, compose)).toEqual([])
})

it('finds a setting that nothing reads', () => {
  const settings = z.object({ PORT: z.string(), KEY: z.string() })
  const compose = 'x-thirty3: &a\n  environment:\n    KEY: a\n    GONE: b\nservices:\n'
  expect(unreadSettings(settings, 'FROM a\nENV NODE_ENV=production PORT=1 LOST=2\n', compose)).toEqual([
    'LOST',
    'GONE',
  ])
})
