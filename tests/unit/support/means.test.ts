import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { findChromium, findRedis } from '../../support/means.ts'
import { plant } from '../../support/planted.ts'

function program(name: string): string {
  const folder = plant({ [name]: '#!/bin/sh\n' })
  chmodSync(join(folder, name), 0o755)
  return folder
}

it('finds Valkey where there is no Redis', () => {
  const folder = program('valkey-server')
  expect(findRedis({ PATH: `/nowhere:${folder}` })).toBe(join(folder, 'valkey-server'))
})

it('finds no program that may not be run', () => {
  expect(findRedis({ PATH: plant({ 'redis-server': '' }) })).toBeNull()
})

it('takes the browser named by CHROMIUM_PATH before any on the PATH', () => {
  const named = join(program('my-browser'), 'my-browser')
  expect(findChromium({ CHROMIUM_PATH: named, PATH: program('chromium') })).toBe(named)
})

it('does not quietly take another browser when the named one is not there', () => {
  expect(findChromium({ CHROMIUM_PATH: '/nowhere/chromium', PATH: program('chromium') })).toBeNull()
})

it('finds nothing on an empty PATH', () => {
  expect(findRedis({})).toBeNull()
  expect(findChromium({ PATH: '' })).toBeNull()
})
