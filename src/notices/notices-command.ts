// How are notices brought in from a terminal? (`thirty3 notices import FILE…`, `thirty3 notices collect`)
import { readFile } from 'node:fs/promises'
import { Command } from 'commander'
import type { Deps } from '../deps.ts'
import { importNotices } from './import-notices.ts'
import type { Imported } from './imported.ts'
import { linkNotices } from './link-notices.ts'
import { readPackage } from './release-package.ts'

type OverRegister = <T>(needsWorker: boolean, work: (deps: Deps) => Promise<T>) => Promise<T>
type Say = (line: string) => void

/** The words `import` and `collect` of `thirty3 notices`. */
export function noticesCommand(overRegister: OverRegister, say: Say): Command {
  const command = new Command('notices').description('notices of Find a Tender and Contracts Finder')
  command
    .command('import')
    .description(
      'keep the OCDS releases of files and link them to contracts; the same ones again change nothing',
    )
    .argument('<files...>', 'release packages, record packages or releases, as JSON')
    .option('--keep-others', 'also keep notices of buyers that are no authority here', false)
    .option('--json', 'answer with one JSON object', false)
    .action(async (files: string[], options: { keepOthers: boolean; json: boolean }) => {
      process.exitCode = await overRegister(false, (deps) => importFiles(deps, files, options, say))
    })
  command
    .command('collect')
    .description('collect what is new from the services that are configured')
    .action(async () => {
      const { collectNotices } = await import('./collect-notices.ts')
      const runs = await overRegister(false, (deps) => collectNotices(deps))
      if (runs.length === 0) say('No service is configured: set FIND_A_TENDER_URL or CONTRACTS_FINDER_URL.')
      for (const { source, pages, kept, ofOthers, ended } of runs)
        say(`${source}: ${pages} pages, ${kept} notices kept, ${ofOthers} of other buyers; ${ended}.`)
    })
  return command
}

const COUNTS = ['releases', 'new', 'changed', 'known', 'ofOthers', 'refused'] as const

/** Exit code 0; 1 where a file could not be read or a release was refused, each named. Every file stands for itself. */
async function importFiles(
  deps: Pick<Deps, 'db'>,
  files: readonly string[],
  options: { keepOthers: boolean; json: boolean },
  say: Say,
): Promise<0 | 1> {
  const total: Imported & { files: number } = {
    files: 0,
    ...{ releases: 0, new: 0, changed: 0, known: 0, ofOthers: 0, refused: 0 },
    problems: [],
  }
  for (const file of files) {
    const found = await packageIn(file)
    if (typeof found === 'string') {
      total.problems.push(found)
      continue
    }
    const { isMadeUp, releases } = found
    const imported = await importNotices(deps, releases, { keepOthers: options.keepOthers, isMadeUp })
    total.files += 1
    for (const count of COUNTS) total[count] += imported[count]
    total.problems.push(...imported.problems.map((problem) => `${file}: ${problem}`))
  }
  const linked = await linkNotices(deps)
  if (options.json) say(JSON.stringify({ ...total, linked }))
  else {
    for (const problem of total.problems) say(problem)
    say(
      `${total.files} files, ${total.releases} releases: ${total.new} new, ${total.changed} changed, ${total.known} known already, ${total.ofOthers} of other buyers${options.keepOthers ? '' : ' (not kept)'}, ${total.refused} refused. ${linked.contracts} contracts have other links than before.`,
    )
  }
  return total.problems.length === 0 ? 0 : 1
}

async function packageIn(file: string) {
  try {
    return (
      readPackage(JSON.parse((await readFile(file, 'utf8')).replace(/^\uFEFF/, ''))) ??
      `${file}: holds no OCDS release`
    )
  } catch (error) {
    return `${file}: ${error instanceof Error ? error.message : String(error)}`
  }
}
