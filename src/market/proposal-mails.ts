// What is written to people about buying together?
import type { Mail } from '../accounts/mail-queries.ts'

type Person = { name: string; email: string }

const letter = ({ name, email }: Person, subject: string, lines: readonly string[]): Mail => ({
  recipient: email,
  subject,
  body: [
    `Hello ${name},`,
    '',
    ...lines,
    '',
    '--',
    "Thirty3, a register of the contracts of London's local authorities.",
  ].join('\n'),
})

/** To an officer whose board holds a new proposal. */
export function proposalMail(to: Person, about: { subject: string; end: string; board: string }): Mail {
  return letter(to, `Buying together: ${about.subject}`, [
    `somebody proposes to buy ${about.subject} together with your authority, with contracts that end about ${about.end}.`,
    'Accept or decline on your renewal board:',
    '',
    about.board,
  ])
}

/** To whoever proposed it. */
export function answerMail(
  to: Person,
  about: { subject: string; authority: string; answer: 'accepted' | 'declined'; proposals: string },
): Mail {
  return letter(to, `${about.authority} ${about.answer}: ${about.subject}`, [
    `${about.authority} has ${about.answer} your proposal to buy ${about.subject} together. Every answer stands here:`,
    '',
    about.proposals,
  ])
}
