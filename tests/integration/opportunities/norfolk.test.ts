import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { printOpportunities } from '../../../src/opportunities/opportunities-command.ts'
import { opportunitiesOn } from '../../../src/opportunities/opportunities-on.ts'
import { phaseReason } from '../../../src/opportunities/phase-reason.ts'
import { publishReturn } from '../../../src/returns/publish-return.ts'
import { useDatabase } from '../../support/database.ts'
import { readAndStore } from '../../support/read-and-store.ts'

const FILE = '../shared/data/1-contract-registers/norfolk/NCC164467.csv'
const DAY = '2015-04-01'

describe.runIf(existsSync(FILE))('the register of a real county on 1 April 2015', () => {
  const database = useDatabase()
  const deps = () => ({ db: database.db, clock: Date.now })

  it('explains every contract and counts none whose end is past as upcoming', async () => {
    const { id } = await readAndStore(database.sql, 'norfolk', readFileSync(FILE))
    await publishReturn(deps(), id, 'tester')
    const phases = new Map<string | null, number>()
    for await (const { contract, opportunity } of opportunitiesOn(database.db, {}, DAY)) {
      const { phase, earliestEnd: end, confidence } = opportunity
      phases.set(phase, (phases.get(phase) ?? 0) + 1)
      expect(opportunity.upcoming && (end === null || end < DAY), contract.id).toBe(false)
      expect(
        phaseReason(opportunity, DAY, (day) => day),
        contract.id,
      ).toMatch(/^[A-Z].*\.$/)
      const total = confidence.parts.reduce((sum, { points }) => sum + points, 50)
      expect(confidence.value, contract.id).toBe(Math.min(100, Math.max(0, total)))
    }
    const counted = [...phases.values()].reduce((sum, count) => sum + count, 0)
    const [rows] = await database.sql`select count(*)::int as good from return_rows where state = 'good'`
    expect(counted).toBe(rows?.good)
    const { watch, lapsed, late } = Object.fromEntries(phases)
    expect(Math.min(watch ?? 0, lapsed ?? 0, late ?? 0)).toBeGreaterThan(100)
  }, 120_000)

  it('prints the table by phase and confidence, and why each stands where it does', async () => {
    const lines: string[] = []
    const code = await printOpportunities(deps(), { on: DAY, authority: 'norfolk', each: true }, (line) =>
      lines.push(line),
    )
    expect(code).toBe(0)
    const [total] =
      /^(\d+) contracts, \d+ of them counted as upcoming\.$/m.exec(lines.join('\n'))?.slice(1) ?? []
    expect(
      lines.filter((line) =>
        /^[a-z ]+ +\d+ {2}.*\n {4}[A-Z].*\.\n {4}confidence \d+: 50 to begin with/.test(line),
      ),
    ).toHaveLength(Number(total))
  })

  it('says so when the day or the authority is not there', async () => {
    const said: string[] = []
    const ask = (options: object) => printOpportunities(deps(), options, (line) => said.push(line))
    expect([await ask({ on: '2015-02-30' }), await ask({ on: DAY, authority: 'atlantis' })]).toEqual([1, 1])
    expect(said).toEqual([
      '--on: "2015-02-30" is no calendar day: write YYYY-MM-DD',
      'There is no authority atlantis.',
    ])
  })
})
