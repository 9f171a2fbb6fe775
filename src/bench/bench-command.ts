// Which measurements are there?
import { Command } from 'commander'

const AUTHORITIES = new URL('../../fixtures/authorities.csv', import.meta.url)
const MAPS = '../shared/data/3-schemas-and-heading-maps/odileeds-heading-maps'
const DATA = ['1-contract-registers', '4-council-spend', '7-csv-conformance'].map(
  (group) => `../shared/data/${group}`,
)

/** `thirty3 bench NAME`: measured and printed, never asserted. */
export function benchCommand(say: (line: string) => void): Command {
  const command = new Command('bench').description(
    'measure, as a ratio to the physical limit in the same run',
  )
  command
    .command('ingest')
    .option('--rows <n>', 'how many rows', '100000')
    .action(async (options: { rows: string }) => {
      const { ingestCommand } = await import('./ingest-command.ts')
      await ingestCommand(say, Number(options.rows))
    })
  addMarket(command, say)
  addSearch(command, say)
  command
    .command('review')
    .option('--rows <n>', 'how many rows', '500')
    .action(async (options: { rows: string }) => {
      const { reviewCommand } = await import('./review-command.ts')
      await reviewCommand(say, Number(options.rows))
    })
  addOpportunities(command, say)
  addAlerts(command, say)
  command
    .command('alignment')
    .description('how long it takes to find contracts that could end together, and to show what was found')
    .option('--contracts <n>', 'how many contracts', '100000')
    .action(async (options: { contracts: string }) => {
      const { alignmentCommand } = await import('./alignment-command.ts')
      await alignmentCommand(say, Number(options.contracts))
    })
  command
    .command('mapping')
    .option('--maps <folder>', 'labelled heading maps', MAPS)
    .action(async (options: { maps: string }) => {
      const { benchMapping } = await import('../returns/mapping-bench-command.ts')
      benchMapping(options.maps, (text) => say(text.replace(/\n$/, '')))
    })
  command
    .command('reading')
    .description('read every file of the folders and show that each row is accounted for')
    .argument('[folders...]', 'folders of files', DATA)
    .action(async (folders: string[]) => {
      const { readFileSync } = await import('node:fs')
      const { namesInFile } = await import('../authorities/authority-file-schemas.ts')
      const { accountsCommand } = await import('../returns/reading-accounts-command.ts')
      const names = namesInFile(readFileSync(AUTHORITIES, 'utf8'))
      const open = await accountsCommand(
        folders,
        names,
        () => performance.now(),
        (text) => say(text.replace(/\n$/, '')),
      )
      process.exitCode = open === 0 ? 0 : 1
    })
  addMatching(command, say)
  return command
}

function addOpportunities(command: Command, say: (line: string) => void): void {
  command
    .command('opportunities')
    .option('--rows <n>', 'how many contracts', '100000')
    .action(async (options: { rows: string }) => {
      const { opportunitiesBench } = await import('./opportunities-bench-command.ts')
      await opportunitiesBench(say, Number(options.rows))
    })
}

function addAlerts(command: Command, say: (line: string) => void): void {
  command
    .command('alerts')
    .description('derive a large register anew, and match what changed with saved searches')
    .option('--rows <n>', 'how many contracts', '100000')
    .option('--searches <n>', 'how many saved searches', '1000')
    .action(async (options: { rows: string; searches: string }) => {
      const { alertsBench } = await import('./alerts-bench-command.ts')
      await alertsBench(say, Number(options.rows), Number(options.searches))
    })
}

function addMarket(command: Command, say: (line: string) => void): void {
  command
    .command('market')
    .description('how long the pages take on which suppliers, prices and shares are compared')
    .option('--contracts <n>', 'how many contracts', '100000')
    .action(async (options: { contracts: string }) => {
      const { marketCommand } = await import('./market-command.ts')
      await marketCommand(say, Number(options.contracts))
    })
}

function addMatching(command: Command, say: (line: string) => void): void {
  command
    .command('matching')
    .option('--labelled <folder>', 'the labelled pairs', '../shared/matching')
    .option('--learn', 'learn the weights anew and write them; measure in a second run')
    .option('--large', 'also time a register of a million suppliers; takes long')
    .action(async (options: { labelled: string; learn?: true; large?: true }) => {
      const { learnMatchWeights, runMatchingBench } = await import('../suppliers/matching-bench-command.ts')
      if (options.learn) return learnMatchWeights(options.labelled)
      const isThere = await runMatchingBench(options.labelled, say)
      const { printSharedKeys } = await import('./shared-keys-command.ts')
      if (isThere) printSharedKeys(`${options.labelled}/open/supplier_names_bulk.csv`, say)
      const { matchingTimings } = await import('./matching-timings-command.ts')
      await matchingTimings(say, options.large === true)
    })
}

function addSearch(command: Command, say: (line: string) => void): void {
  command
    .command('search')
    .description('how long the list of contracts takes, by what is asked and by how much there is')
    .option('--sizes <n,n>', 'registers of how many contracts', '10000,100000')
    .option('--million', 'and one of a million')
    .action(async (options: { sizes: string; million?: true }) => {
      const { searchCommand } = await import('./search-command.ts')
      await searchCommand(say, [
        ...options.sizes.split(',').map(Number),
        ...(options.million ? [1_000_000] : []),
      ])
    })
  command
    .command('http')
    .description('requests a second, as a ratio to bare routes in the same run')
    .option('--contracts <n>', 'how many contracts', '10000')
    .option('--seconds <n>', 'for each measurement', '4')
    .action(async (options: { contracts: string; seconds: string }) => {
      const { httpCommand } = await import('./http-command.ts')
      await httpCommand(say, Number(options.contracts), Number(options.seconds))
    })
}
