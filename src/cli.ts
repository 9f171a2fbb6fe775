#!/usr/bin/env node
// The command `thirty3`: which words does it take, and who answers them?
import { Command } from 'commander'
import { startWorkers } from '../workers/start-workers.ts'
import { authorityCommand } from './authorities/authority-command.ts'
import { benchCommand } from './bench/bench-command.ts'
import { type Config, loadConfig } from './config.ts'
import { describeDatabase } from './db/describe.ts'
import { openDatabase } from './db/prepare.ts'
import { closeDeps, type Deps, openDeps } from './deps.ts'
import { createLog } from './log.ts'
import { prepareRegister } from './prepare-register.ts'
import { submitCommand } from './returns/submit-command.ts'
import { serve } from './serve-command.ts'

const out = (text: string) => void process.stdout.write(text)
const line = (text: string) => out(`${text}\n`)

/** Runs `work` over the register, started for it when no server runs, and with a worker of its own when it asks for one. */
async function overRegister<T>(needsWorker: boolean, work: (deps: Deps) => Promise<T>): Promise<T> {
  const config: Config = { ...loadConfig(), LOG_LEVEL: 'warn' }
  const database = await openDatabase(
    { databaseUrl: config.DATABASE_URL, dataFolder: config.THIRTY3_DATA },
    false,
  )
  try {
    if (database.kind !== 'attached') await prepareRegister(database.url)
    const log = createLog(config.LOG_LEVEL, { pretty: false })
    const deps = await openDeps({ config, databaseUrl: database.url, log, statementTimeout: 600_000 })
    const workers = needsWorker && database.kind === 'embedded' ? await startWorkers(deps) : null
    try {
      return await work(deps)
    } finally {
      await workers?.stop()
      await closeDeps(deps)
    }
  } finally {
    await database.close()
  }
}

const bar = process.stderr.isTTY ? (text: string) => void process.stderr.write(`\r\u001b[K${text}`) : null

const program = new Command('thirty3').description(
  'A register of the contracts, suppliers and technologies of London’s authorities',
)

program
  .command('serve')
  .description('run everything: web, API and workers, with an embedded database unless DATABASE_URL is set')
  .action(async () => {
    process.exitCode = await serve(loadConfig(), { web: true, startWorkers }, line)
  })

program
  .command('web')
  .description('run the web pages and the API')
  .action(async () => {
    process.exitCode = await serve(loadConfig(), { web: true }, line)
  })

program
  .command('work')
  .description('run the workers')
  .action(async () => {
    process.exitCode = await serve(loadConfig(), { web: false, startWorkers }, line)
  })

program
  .command('migrate')
  .description('bring the database up to date')
  .option('--describe', 'print what is in it afterwards')
  .action(async (options: { describe?: boolean }) => {
    await overRegister(false, async (deps) => {
      await prepareRegister(deps.databaseUrl)
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
    const asked = { file, ...options }
    process.exitCode = await overRegister(true, (deps) => submitCommand(deps, asked, { out, bar }))
  })

program.addCommand(authorityCommand(overRegister, line))
program.addCommand(benchCommand(line))

await program.parseAsync().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
})
