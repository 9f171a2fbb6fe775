import { expect, it } from 'vitest'
import { z } from 'zod'
import { environment } from '../../src/config.ts'
import { exampleOf, undescribed } from './environment.ts'

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
