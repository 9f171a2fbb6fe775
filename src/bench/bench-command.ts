// Which measurements are there?
import { Command } from 'commander'

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
  command
    .command('matching')
    .option('--labelled <folder>', 'the labelled pairs', '../shared/matching')
    .option('--learn', 'learn the weights anew and write them; measure in a second run')
    .action(async (options: { labelled: string; learn?: true }) => {
      const { learnMatchWeights, runMatchingBench } = await import('../suppliers/matching-bench-command.ts')
      if (options.learn) return learnMatchWeights(options.labelled)
      await runMatchingBench(options.labelled, say)
    })
  return command
}
