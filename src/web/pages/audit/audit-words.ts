// How is an act on record told to a person?
import { joinWords } from '../../filters.ts'

const ACTS: Record<string, string> = {
  'access.refused': 'Was refused',
  'authority.added': 'Added an authority',
  'authority.publish_at_once': 'Changed how returns are published',
  'authority.sharing_changed': 'Changed whether it takes part in what authorities share',
  'contract.answered': 'Said what became of a contract',
  'deployment.answered': 'Said what became of a system',
  'contract.corrected': 'Value corrected',
  'contract.withheld': 'Value withheld',
  'contract.released': 'Withheld value shown again',
  'key.added': 'Made a key',
  'key.revoked': 'Revoked a key',
  'register.sample_loaded': 'Loaded the sample',
  'return.corrected': 'Corrected cells of a return',
  'return.correction_revoked': 'Took back a correction',
  'return.mapping_answered': 'Said what headings mean',
  'return.published': 'Published a return',
  'return.received': 'Handed in a return',
  'return.withdrawn': 'Publication taken back',
  'session.ended': 'Ended a session',
  'sign-in.failed': 'Sign-in failed',
  'sign-in.first-factor': 'Gave the first of two factors',
  'sign-in.succeeded': 'Signed in',
  'sign-out': 'Signed out',
  'withholding.decided': 'Value withheld',
  'withholding.lifted': 'Withheld value shown again',
  'user.added': 'Made an account',
  'user.invited': 'Sent an invitation',
  'user.password-changed': 'Chose a password',
  'user.renamed': 'Changed their name',
}

/** `return.published` in words; an act without words of its own by its name. */
export function actWords(action: string): string {
  return ACTS[action] ?? sentence(action.replace(/[._-]+/g, ' '))
}

/** Who acted: the name while there is one, else what the record holds. */
export function actorWords(actor: string, name: string | null): string {
  if (name !== null) return name
  if (actor === 'public') return 'Somebody who was not signed in'
  if (actor === 'operator') return 'The operator of the server'
  return sentence(actor.replace(/^(person|key):/, '$1 '))
}

/** Each thing that is stated before or after, as text: the page escapes it. */
export function changeWords(
  before: unknown,
  after: unknown,
): { what: string; before: string; after: string }[] {
  const [was, is] = [facts(before), facts(after)]
  return [...new Set([...was.keys(), ...is.keys()])].map((what) => ({
    what: sentence(what.replace(/_/g, ' ')),
    before: was.get(what) ?? '',
    after: is.get(what) ?? '',
  }))
}

function facts(value: unknown): Map<string, string> {
  if (value === null || value === undefined) return new Map()
  if (typeof value !== 'object' || Array.isArray(value)) return new Map([['value', words(value)]])
  return new Map(Object.entries(value).map(([name, one]) => [name, words(one)]))
}

function words(value: unknown): string {
  if (value === null) return 'nothing'
  if (Array.isArray(value)) return value.length === 0 ? 'none' : joinWords(value.map(words))
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return typeof value === 'object' ? JSON.stringify(value).slice(0, 500) : String(value).slice(0, 500)
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
