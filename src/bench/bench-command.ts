// Which measurements are there?
import { Command } from 'commander'
import { ingestCommand } from './ingest-command.ts'

/** `thirty3 bench NAME`: measured and printed, never asserted. */
export function benchCommand(say: (line: string) => void): Command {
  const command = new Command('bench').description(
    'measure, as a ratio to the physical limit in the same run',
  )
  command
    .command('ingest')
    .option('--rows <n>', 'how many rows', '100000')
    .action((options: { rows: string }) => ingestCommand(say, Number(options.rows)))
  return command
}
