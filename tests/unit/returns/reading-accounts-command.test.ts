import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { fileAccounts, isClosed } from '../../../src/returns/reading-accounts-command.ts'

const DATA = ['1-contract-registers', '4-council-spend', '7-csv-conformance'].map((group) =>
  fileURLToPath(new URL(`../../../../shared/data/${group}`, import.meta.url)),
)
const BROKEN = fileURLToPath(new URL('../../../fixtures/broken', import.meta.url))

it.each([...DATA, BROKEN].filter((folder) => existsSync(folder)))(
  'accounts for every row of every file in %s, each within 5 seconds',
  async (folder) => {
    let files = 0
    for await (const account of fileAccounts(folder, [], () => performance.now())) {
      files += 1
      expect(isClosed(account), account.file).toBe(true)
      expect(account.milliseconds, account.file).toBeLessThan(5000)
    }
    expect(files).toBeGreaterThan(0)
  },
  60_000,
)
