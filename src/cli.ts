#!/usr/bin/env node
// The command `thirty3`: which words does it take, and who answers them? What a word needs is loaded when it is said.
import { Command, Option } from 'commander'
import { tokenCommand, userCommand } from './accounts/account-command.ts'
import { authorityCommand } from './authorities/authority-command.ts'
import { benchCommand } from './bench/bench-command.ts'
import { keepMemorySmall } from './keep-memory-small.ts'
import { noticesCommand } from './notices/notices-command.ts'
import { opportunitiesCommand } from './opportunities/opportunities-command.ts'
import { overRegister } from './over-register.ts'
import type { ReadCommandOptions } from './returns/read-command.ts'
import { companiesCommand } from './suppliers/companies-command.ts'
import { suppliersCommand } from './suppliers/suppliers-command.ts'

const AUTHORITIES = new URL('../fixtures/authorities.csv', import.meta.url)

const out = (text: string) => void process.stdout.write(text)
const error = (text: string) => void process.stderr.write(text)
const line = (text: string) => out(`${text}\n`)
const bar = process.stderr.isTTY ? (text: string) => error(`\r\u001b[K${text}`) : null

/** Runs the web, the workers, or both, until a signal. */
async function run(parts: { web: boolean; workers: boolean }): Promise<void> {
  keepMemorySmall()
  const { loadConfig } = await import('./config.ts')
  const { serve } = await import('./serve-command.ts')
  const startWorkers = parts.workers ? (await import('../workers/start-workers.ts')).startWorkers : undefined
  process.exitCode = await serve(loadConfig(), { web: parts.web, startWorkers }, line)
}

const program = new Command('thirty3')
  .description('A register of the contracts, suppliers and technologies of London’s authorities')
  .showHelpAfterError()

program
  .command('serve')
  .description('run everything: web, API and workers, with an embedded database unless DATABASE_URL is set')
  .action(() => run({ web: true, workers: true }))

program
  .command('web')
  .description('run the web pages and the API')
  .action(() => run({ web: true, workers: false }))

program
  .command('work')
  .description('run the workers')
  .action(() => run({ web: false, workers: true }))

program
  .command('migrate')
  .description('bring the database up to date')
  .option('--describe', 'print what is in it afterwards')
  .action(async (options: { describe?: boolean }) => {
    const { describeDatabase } = await import('./db/describe.ts')
    await overRegister(false, async (deps) => {
      if (options.describe) out(await describeDatabase(deps.databaseUrl))
      else line('The database is up to date.')
    })
  })

program
  .command('submit')
  .description('hand in a return')
  .argument('<file>', 'the spreadsheet, as CSV or .xlsx')
  .requiredOption('--authority <slug>', 'whose return it is')
  .option('--publish', 'publish it as soon as it is read', false)
  .option('--json', 'answer with one JSON object', false)
  .action(async (file: string, options: { authority: string; publish: boolean; json: boolean }) => {
    const { submitCommand } = await import('./returns/submit-command.ts')
    const asked = { file, ...options }
    process.exitCode = await overRegister(true, (deps) => submitCommand(deps, asked, { out, bar }))
  })

program
  .command('read')
  .description('say what a file says and what is wrong with it; needs no database')
  .argument('<file>', 'the spreadsheet, as CSV or .xlsx')
  .option('--json', 'answer with one JSON object', false)
  .option('--rows', 'also give the rows as they were read', false)
  .addOption(
    new Option('--kind <kind>', 'what it lists, where that is known').choices(['contracts', 'systems']),
  )
  .option('--authority <slug>', 'whose return it is')
  .option('--sheet <name>', 'which sheet of a workbook with several')
  .action(async (file: string, options: ReadCommandOptions) => {
    const { existsSync, readFileSync } = await import('node:fs')
    const { namesInFile } = await import('./authorities/authority-file-schemas.ts')
    const { londonDay } = await import('./lib/calendar-date.ts')
    const { systemClock } = await import('./lib/clock.ts')
    const { readCommand } = await import('./returns/read-command.ts')
    if (!existsSync(file)) throw new Error(`There is no file ${file}.`)
    const authorities = namesInFile(readFileSync(AUTHORITIES, 'utf8'))
    process.exitCode = await readCommand(file, options, {
      write: out,
      authorities,
      today: londonDay(systemClock()),
    })
  })

program
  .command('match')
  .description('decide for each pair of supplier names whether they are one supplier; needs no database')
  .argument('<pairs>', 'a CSV with name_a and name_b')
  .requiredOption('--out <file>', 'where the decisions go')
  .action(async (pairs: string, options: { out: string }) => {
    const { matchPairsFile } = await import('./suppliers/match-command.ts')
    const { pairs: count, merge, review, new: apart } = await matchPairsFile(pairs, options.out)
    line(`${count} pairs: ${merge} merge, ${review} review, ${apart} new.`)
  })

program
  .command('derive')
  .description('derive upcoming tenders from contracts; needs no database')
  .argument('<contracts>', 'a JSON array of contracts')
  .requiredOption('--on <day>', 'the day to derive them for, YYYY-MM-DD')
  .option('--json', 'answer with a JSON array', false)
  .action(async (file: string, options: { on: string; json: boolean }) => {
    const { readFile } = await import('node:fs/promises')
    const { deriveCommand } = await import('./opportunities/derive-command.ts')
    const read = (path: string) => readFile(path, 'utf8')
    process.exitCode = await deriveCommand({ file, ...options }, { read, out, error })
  })

program.addCommand(opportunitiesCommand(overRegister, line))
program.addCommand(noticesCommand(overRegister, line))
program.addCommand(authorityCommand(overRegister, line))
program.addCommand(userCommand(overRegister, line))
program.addCommand(tokenCommand(overRegister, line))
program.addCommand(suppliersCommand(overRegister, line))
program.addCommand(companiesCommand(overRegister, line))
program.addCommand(benchCommand(line))

await program.parseAsync().catch((problem: unknown) => {
  error(`${problem instanceof Error ? problem.message : String(problem)}\n`)
  process.exitCode = 1
})
