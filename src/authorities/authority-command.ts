// How is an authority added or listed from a terminal?
import { Command } from 'commander'
import type { Deps } from '../deps.ts'

type OverRegister = <T>(needsWorker: boolean, work: (deps: Deps) => Promise<T>) => Promise<T>

/** `thirty3 authority add SLUG NAME --gss CODE` and `thirty3 authority list`. */
export function authorityCommand(overRegister: OverRegister, say: (line: string) => void): Command {
  const command = new Command('authority').description('the authorities of the register')
  command
    .command('add')
    .argument('<slug>', 'its place in addresses, such as norfolk')
    .argument('<name>', 'its full name')
    .requiredOption('--gss <code>', 'GSS code, such as E10000020')
    .option('--la <code>', 'local authority code')
    .option('--alias <name...>', 'other spellings in its returns')
    .action(async (slug: string, name: string, options: { gss: string; la?: string; alias?: string[] }) => {
      process.exitCode = await overRegister(false, (deps) => add(deps, slug, name, options, say))
    })
  command.command('list').action(async () => {
    const { listAuthorities } = await import('./authority-queries.ts')
    const all = await overRegister(false, (deps) => listAuthorities(deps.db))
    for (const { slug, name, gssCode } of all) say(`${slug.padEnd(28)} ${gssCode}  ${name}`)
  })
  return command
}

async function add(
  deps: Deps,
  slug: string,
  name: string,
  options: { gss: string; la?: string; alias?: string[] },
  say: (line: string) => void,
): Promise<number> {
  const { addAuthority } = await import('./add-authority.ts')
  const { newAuthority } = await import('./authority-schemas.ts')
  const read = newAuthority.safeParse({
    slug,
    name,
    officialName: name,
    gssCode: options.gss,
    laCode: options.la ?? null,
    onsCode: null,
    inLondon: false,
    aliases: options.alias ?? [],
    neighbours: [],
    population: '',
    tileColumn: '',
    tileRow: '',
  })
  if (!read.success) {
    for (const issue of read.error.issues) say(`${issue.path.join('.')}: ${issue.message}`)
    return 2
  }
  const outcome = await addAuthority(deps.db, read.data, 'command line')
  say(outcome.added ? `${name} is in the register as ${slug}.` : outcome.reason)
  return outcome.added ? 0 : 1
}
