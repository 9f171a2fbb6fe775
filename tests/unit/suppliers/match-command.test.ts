import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { matchPairsFile } from '../../../src/suppliers/match-command.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'thirty3-match-test-'))
})
afterEach(() => rm(folder, { recursive: true }))

async function match(text: string): Promise<string> {
  await writeFile(join(folder, 'pairs.csv'), text)
  await matchPairsFile(join(folder, 'pairs.csv'), join(folder, 'out.csv'))
  return readFile(join(folder, 'out.csv'), 'utf8')
}

describe('a file of pairs', () => {
  it('gets a decision and a score a row, names as they were typed, and nothing read but the two names', async () => {
    const out = await match(
      '\uFEFFsame,name_b,name_a\r\n0,"QUILLMERE, LTD"," Quillmere ""Ltd"""\r\n1,Alma Foods Ltd,Quillmere Ltd\r\n',
    )
    const lines = out.trimEnd().split('\n')
    expect(lines[0]).toBe('name_a,name_b,decision,score')
    expect(lines[1]).toMatch(/^" Quillmere ""Ltd""","QUILLMERE, LTD",merge,\d/)
    expect(lines[2]).toMatch(/^Quillmere Ltd,Alma Foods Ltd,new,-\d/)
  })

  it('without the headings is refused', async () => {
    await expect(match('a,b\nx,y\n')).rejects.toThrow('name_a')
  })
})
