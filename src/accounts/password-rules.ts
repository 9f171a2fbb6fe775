// Is a password good enough?
import common from './data/common-passwords.json' with { type: 'json' }

/** NIST SP 800-63B and ASVS 5.0 §6.2: length instead of composition, nothing known to attackers. */
const PASSWORD_LENGTH = { least: 12, most: 128 } as const

const commonWords = new Set(common.words.split(' '))
const commonWhole = new Set(common.whole)

/** Words that anyone would try first at a service like this one. */
const ownWords = [
  'thirty',
  'thirtythree',
  'borough',
  'council',
  'london',
  'register',
  'contract',
  'contracts',
  'supplier',
  'procurement',
  'authority',
]

const lookalikes: Record<string, string> = {
  '4': 'a',
  '@': 'a',
  '3': 'e',
  '1': 'i',
  '!': 'i',
  '|': 'i',
  '0': 'o',
  '5': 's',
  $: 's',
  '7': 't',
}

/** What an attacker who knows the person would try: their name, their address, their council. */
export interface PasswordOwner {
  readonly name: string
  readonly email: string
  readonly words?: readonly string[]
}

/** The reason in words for the person who chose it, or null when the password will do. */
export function passwordProblem(password: string, owner: PasswordOwner): string | null {
  const length = [...password].length
  if (length < PASSWORD_LENGTH.least) return `Password must be ${PASSWORD_LENGTH.least} characters or more`
  if (length > PASSWORD_LENGTH.most) return `Password must be ${PASSWORD_LENGTH.most} characters or fewer`
  if (
    new Set(password.toLowerCase()).size < 5 ||
    isSequence(password) ||
    /^[\d\p{P}\p{S}\s]{1,19}$/u.test(password)
  )
    return 'Password must not be a run or a repetition of a few characters'
  if (commonWhole.has(password.toLowerCase()) || isGuessable(password, ownerWords(owner)))
    return 'Password is too easy to guess: use three or more words that do not belong together'
  return null
}

/** Two known words or fewer, whatever digits and marks stand around them. */
function isGuessable(password: string, known: ReadonlySet<string>): boolean {
  const isKnown = (word: string) => word === '' || commonWords.has(word) || known.has(word)
  return [letters(password), password.toLowerCase().replace(/[^a-z]/g, '')].some((word) =>
    [...word].some((_, at) => isKnown(word.slice(0, at)) && isKnown(word.slice(at))),
  )
}

function letters(password: string): string {
  const trimmed = password.toLowerCase().replace(/^[^a-z@$]+|[^a-z]+$/g, '')
  return [...trimmed]
    .map((letter) => lookalikes[letter] ?? letter)
    .join('')
    .replace(/[^a-z]/g, '')
}

function ownerWords(owner: PasswordOwner): Set<string> {
  const given = [owner.name, owner.email, ...(owner.words ?? [])].flatMap((text) =>
    text.toLowerCase().split(/[^a-z]+/),
  )
  return new Set([...ownWords, ...given.filter((word) => word.length > 2)])
}

/** Neighbours on the keyboard or in the alphabet from beginning to end, forwards or backwards. */
function isSequence(password: string): boolean {
  const text = password.toLowerCase()
  const rows = ['abcdefghijklmnopqrstuvwxyz', '01234567890', '1234567890', 'qwertyuiopasdfghjklzxcvbnm']
  return rows
    .flatMap((row) => [row, [...row].reverse().join('')])
    .some((row) => row.repeat(12).includes(text))
}
