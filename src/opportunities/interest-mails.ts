// What is written to whoever is interested in an upcoming tender?

interface Letter {
  recipient: string
  subject: string
  body: string
}

const FOOT = `
--
Thirty3, a register of the contracts of London's local authorities.
If you did not expect this message, you need not do anything: without your confirmation nothing is kept for longer than a week.`

/** Asks to confirm, where that is still needed; the same address withdraws. `address` is the whole link. */
export function confirmationLetter(to: {
  email: string
  title: string
  authority: string
  address: string
  isConfirmed: boolean
}): Letter {
  return {
    recipient: to.email,
    subject: to.isConfirmed
      ? 'Your interest in an upcoming tender'
      : 'Confirm your interest in an upcoming tender',
    body: [
      'Hello,',
      '',
      `somebody, probably you, said on Thirty3 that they are interested in what follows this contract of ${to.authority}:`,
      '',
      `    ${oneLine(to.title)}`,
      '',
      to.isConfirmed
        ? 'It is confirmed. This address withdraws it at any time; please keep it:'
        : 'Open this address to confirm. The same address withdraws your interest at any time; please keep it:',
      '',
      to.address,
      FOOT,
    ].join('\n'),
  }
}

/** What the authority answers, in its own words. */
export function answerLetter(to: {
  email: string
  title: string
  authority: string
  answer: string
}): Letter {
  return {
    recipient: to.email,
    subject: 'An answer to your interest in an upcoming tender',
    body: [
      'Hello,',
      '',
      `${to.authority} answers your interest in what follows this contract:`,
      '',
      `    ${oneLine(to.title)}`,
      '',
      to.answer
        .split('\n')
        .map((line) => `> ${line}`)
        .join('\n'),
      '',
      'Replies to this message are not read. The address in our first message still withdraws your interest.',
      FOOT,
    ].join('\n'),
  }
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim()
