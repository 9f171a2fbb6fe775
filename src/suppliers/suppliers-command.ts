// What can be done with suppliers from a terminal? (`thirty3 suppliers …`)
import { Command } from 'commander'
import type { Deps } from '../deps.ts'
import { linkParent, unlinkParent } from './link-parent.ts'
import { type RematchReport, rematchSuppliers } from './rematch-suppliers.ts'
import { largestSuppliers, supplierReport } from './supplier-report-queries.ts'

type OverRegister = <T>(needsWorker: boolean, work: (deps: Deps) => Promise<T>) => Promise<T>
type Say = (line: string) => void

const ACTOR = 'operator'
const LARGEST = 20
const MOST_TOLD = 20

export function suppliersCommand(overRegister: OverRegister, say: Say): Command {
  const command = new Command('suppliers').description('one company, one supplier')
  command
    .command('report')
    .description('what resolving has made of the names: suppliers, merges, the queue, the largest merges')
    .action(() => overRegister(false, (deps) => printSupplierReport(deps, say)))
  command
    .command('rematch')
    .description(
      'decide about every spelling anew, after a new version of the rules; people’s judgements hold',
    )
    .option('--dry-run', 'tell what would change and change nothing', false)
    .option('--json', 'answer with one JSON object', false)
    .action(async (options: { dryRun: boolean; json: boolean }) => {
      const asked = { dryRun: options.dryRun, actor: ACTOR }
      const report = await overRegister(false, (deps) => rematchSuppliers(deps, asked))
      if (options.json) say(JSON.stringify(report))
      else printRematch(report, options.dryRun, say)
    })
  command
    .command('parent')
    .description('say that a supplier belongs to the group of another; they stay two')
    .argument('<child>', 'slug')
    .argument('<parent>', 'slug')
    .option('--source <text>', 'how it is known', 'said by an operator')
    .option('--remove', 'take it back', false)
    .action(async (child: string, parent: string, options: { source: string; remove: boolean }) => {
      const link = { child, parent, actor: ACTOR }
      await overRegister(false, (deps) =>
        options.remove ? unlinkParent(deps, link) : linkParent(deps, { ...link, source: options.source }),
      )
      say(`${child} ${options.remove ? 'no longer belongs' : 'belongs'} to the group of ${parent}.`)
    })
  return command
}

export async function printSupplierReport({ db }: Pick<Deps, 'db'>, say: Say): Promise<void> {
  const { spellings, none, suppliers, merged, queued, withTwoNumbers } = await supplierReport(db)
  say(`${spellings} spellings: ${suppliers} suppliers, ${merged} spellings merged into an older one.`)
  const kinds = Object.entries(none).map(([kind, count]) => `${count} ${kind}`)
  say(`Of no supplier: ${kinds.length > 0 ? kinds.join(', ') : 'none'}.`)
  say(`${queued} pairs wait for a person. ${withTwoNumbers} suppliers with two company numbers.`)
  for (const { name, spellings: all } of await largestSuppliers(db, LARGEST)) {
    say(`${all.length} spellings  ${name}`)
    for (const one of all) say(`    ${one}`)
  }
}

function printRematch(report: RematchReport, dryRun: boolean, say: Say): void {
  const { spellings, suppliersBefore, suppliersAfter, joined, split, kindChanged } = report
  say(`${spellings} spellings: ${suppliersBefore} suppliers before, ${suppliersAfter} after.`)
  printGroups('joined', joined, say)
  printGroups('split', split, say)
  say(`${kindChanged.length} spellings changed between naming an organisation and not.`)
  for (const name of kindChanged.slice(0, MOST_TOLD)) say(`    ${name}`)
  if (dryRun) say('Nothing was changed.')
}

function printGroups(what: string, groups: readonly string[][], say: Say): void {
  say(`${groups.length} suppliers ${what}.`)
  for (const names of groups.slice(0, MOST_TOLD)) say(`    ${names.join(' | ')}`)
}
