// How are people and keys looked after from a terminal?
import { Command, Option } from 'commander'
import type { Deps } from '../deps.ts'
import { PERMISSIONS, type Permission, ROLES, type Role } from './account.ts'

type OverRegister = <T>(needsWorker: boolean, work: (deps: Deps) => Promise<T>) => Promise<T>
type Say = (line: string) => void

interface Standing {
  role: Role
  authority?: string
  may?: string
}

const roleOption = () =>
  new Option('--role <role>', 'what they are').choices([...ROLES]).makeOptionMandatory()
const mayOption = () => new Option('--may <list>', `comma-separated, of: ${PERMISSIONS.join(', ')}`)

/** `thirty3 user add|role|disable|enable|link|list`. */
export function userCommand(overRegister: OverRegister, say: Say): Command {
  const command = new Command('user').description('the people who may sign in')
  command
    .command('add')
    .description('make an account and print its one-time link')
    .argument('<email>')
    .option('--name <name>', 'how they are called', '')
    .addOption(roleOption())
    .option('--authority <slug>', 'whose officer or procurement lead they are')
    .addOption(mayOption())
    .action((email: string, options: Standing & { name: string }) =>
      overRegister(false, (deps) => addPerson(deps, email, options, say)),
    )
  command
    .command('role')
    .description('change what somebody is and may do')
    .argument('<email>')
    .addOption(roleOption())
    .option('--authority <slug>', 'whose officer or procurement lead they are')
    .addOption(mayOption())
    .action((email: string, options: Standing) =>
      overRegister(false, async (deps) => {
        const { setRole } = await import('./change-user.ts')
        await setRole(deps, 'operator', await idOf(deps, email), standing(options))
        say(`${email} is now ${options.role}.`)
      }),
    )
  for (const { verb, said, act } of acts)
    command
      .command(verb)
      .description(said)
      .argument('<email>')
      .action((email: string) =>
        overRegister(false, async (deps) => say(await act(deps, await idOf(deps, email), email))),
      )
  command.command('list').action(() => overRegister(false, (deps) => listPeople(deps, say)))
  return command
}

interface Act {
  verb: string
  said: string
  /** Answers the line to print. */
  act: (deps: Deps, id: string, email: string) => Promise<string>
}

const acts: Act[] = [
  {
    verb: 'disable',
    said: 'end all sessions and let nobody sign in with the address',
    act: async (deps, id, email) => {
      const { disableUser } = await import('./change-user.ts')
      await disableUser(deps, 'operator', id)
      return `${email} is disabled; all sessions have ended.`
    },
  },
  {
    verb: 'enable',
    said: 'let somebody sign in again',
    act: async (deps, id, email) => {
      const { enableUser } = await import('./change-user.ts')
      await enableUser(deps, 'operator', id)
      return `${email} may sign in again.`
    },
  },
  {
    verb: 'link',
    said: 'print a new one-time link, for somebody who cannot get in',
    act: async (deps, id, email) => {
      const { inviteAgain } = await import('./add-user.ts')
      const { link } = await inviteAgain(deps, 'operator', id)
      return `${email} may sign in once with ${link}`
    },
  },
  {
    verb: 'reset-second-factor',
    said: 'for somebody who lost the device and the recovery codes',
    act: async (deps, id, email) => {
      const { resetSecondFactor } = await import('./change-user.ts')
      await resetSecondFactor(deps, 'operator', id)
      return `${email} signs in without a second factor until they set one up.`
    },
  },
]

async function addPerson(
  deps: Deps,
  email: string,
  options: Standing & { name: string },
  say: Say,
): Promise<void> {
  const { addUser } = await import('./add-user.ts')
  const { emailAddress } = await import('./account-schemas.ts')
  const address = emailAddress.parse(email)
  const name = options.name === '' ? address : options.name
  const made = await addUser(deps, 'operator', { email: address, name, ...standing(options) })
  say(`${address} may sign in once with ${made.link}`)
}

/** @throws Error when nobody has the address. */
async function idOf(deps: Deps, email: string): Promise<string> {
  const { findUserByEmail } = await import('./user-queries.ts')
  const user = await findUserByEmail(deps.db, email)
  if (user === null) throw new Error(`There is no account with the address ${email}.`)
  return user.id
}

/** `thirty3 token add|revoke|list`: the keys of machines. */
export function tokenCommand(overRegister: OverRegister, say: Say): Command {
  const command = new Command('token').description('the API keys of authorities')
  command
    .command('add')
    .description('make a key and print it, this once')
    .argument('<name>', 'what it is for')
    .requiredOption('--authority <slug>', 'whose returns it may touch')
    .addOption(mayOption().makeOptionMandatory())
    .option('--days <number>', 'how long it works', '90')
    .action((name: string, options: { authority: string; may: string; days: string }) =>
      overRegister(false, async (deps) => {
        const { addKey } = await import('./keys.ts')
        const { authority, may } = options
        const asked = { name, authority, permissions: permissions(may), days: Number(options.days) }
        const made = await addKey(deps, 'operator', asked)
        say(`${made.key}\nid ${made.id}, until ${made.expiresAt.toISOString()}`)
      }),
    )
  command
    .command('revoke')
    .argument('<id>')
    .action((id: string) =>
      overRegister(false, async (deps) => {
        const { revokeKey } = await import('./keys.ts')
        await revokeKey(deps, 'operator', id)
        say('The key is revoked.')
      }),
    )
  command.command('list').action(() => overRegister(false, (deps) => listTokens(deps, say)))
  return command
}

async function listPeople(deps: Deps, say: Say): Promise<void> {
  const { listUsers } = await import('./user-queries.ts')
  for (const user of await listUsers(deps.db)) {
    const state = user.disabledAt === null ? '' : 'disabled'
    say(
      [
        user.email.padEnd(36),
        user.role.padEnd(16),
        user.authoritySlug ?? '',
        ...user.permissions,
        state,
      ].join(' '),
    )
  }
}

async function listTokens(deps: Deps, say: Say): Promise<void> {
  const { listKeys } = await import('./key-queries.ts')
  for (const key of await listKeys(deps.db, null)) {
    const state = key.revokedAt === null ? `until ${key.expiresAt.toISOString()}` : 'revoked'
    say(
      [key.id, `${key.beginning}…`, key.authoritySlug, key.permissions.join(','), state, key.name].join('  '),
    )
  }
}

function standing({ role, authority, may }: Standing) {
  return { role, authority: authority ?? null, permissions: permissions(may ?? '') }
}

/** @throws Error naming the word that is no permission. */
function permissions(list: string): Permission[] {
  return list
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '')
    .map((word) => {
      const known = PERMISSIONS.find((permission) => permission === word)
      if (known === undefined) throw new Error(`${word} is none of ${PERMISSIONS.join(', ')}.`)
      return known
    })
}
