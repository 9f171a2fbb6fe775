// What is written to people about their accounts?
import type { Mail } from './mail-queries.ts'

interface Person {
  name: string
  email: string
}

const FOOT = `
--
Thirty3, a register of the contracts of London's local authorities.
If you did not expect this message, you need not do anything.`

const letter = (person: Person, subject: string, lines: string[]): Mail => ({
  recipient: person.email,
  subject,
  body: [`Hello ${person.name},`, '', ...lines, FOOT].join('\n'),
})

export function invitationMail(person: Person, link: string, authority: string | null): Mail {
  return letter(person, 'Your account on Thirty3', [
    `an administrator has made an account for you on Thirty3${authority === null ? '' : ` for ${authority}`}.`,
    'Open this address to sign in and choose a password. It works once, within seven days:',
    '',
    link,
  ])
}

export function linkMail(person: Person, link: string): Mail {
  return letter(person, 'Your link to sign in to Thirty3', [
    'open this address to sign in. It works once, within half an hour:',
    '',
    link,
    '',
    'Once signed in you can choose a new password on your account page.',
  ])
}

/** Tells the owner, so that a change by somebody else does not go unseen (ASVS 5.0 §6.3.7). */
export function changeMail(person: Person, what: string): Mail {
  return letter(person, 'Your Thirty3 account was changed', [
    `${what}.`,
    '',
    'If that was not you, ask an administrator to disable the account at once.',
  ])
}
