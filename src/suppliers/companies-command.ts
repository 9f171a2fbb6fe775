// How is the company register's file loaded from a terminal? (`thirty3 companies load FILE`)
import { createReadStream, existsSync } from 'node:fs'
import { Command } from 'commander'
import type { Deps } from '../deps.ts'
import { streamCsv } from '../lib/csv.ts'
import { loadCompanies } from './load-companies.ts'

type OverRegister = <T>(needsWorker: boolean, work: (deps: Deps) => Promise<T>) => Promise<T>

export function companiesCommand(overRegister: OverRegister, say: (line: string) => void): Command {
  const command = new Command('companies').description('the copy of the company register')
  command
    .command('load')
    .description(
      'load names, previous names and numbers in the shape of the Companies House basic company data; charities too, by numbers such as GB-CHC-1098765',
    )
    .argument('<file>', 'the CSV, unpacked')
    .option('--json', 'answer with one JSON object', false)
    .action(async (file: string, options: { json: boolean }) => {
      if (!existsSync(file)) throw new Error(`There is no file ${file}.`)
      const loaded = await overRegister(false, (deps) =>
        loadCompanies(deps, streamCsv(createReadStream(file))),
      )
      const { lines, unusable, companies, changed, spellingsIdentified } = loaded
      say(
        options.json
          ? JSON.stringify(loaded)
          : `${lines} lines: ${companies} companies, ${changed} of them new or changed; ${unusable} lines without a usable name or number. ${spellingsIdentified} spellings of suppliers identified anew.`,
      )
    })
  return command
}
