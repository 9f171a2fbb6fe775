// How is it likely bought, and how does a supplier get ready?
import { formatPounds } from '../../../lib/money.ts'
import type { Opportunity } from '../../../opportunities/derive-opportunity.ts'
import { FITS } from '../opportunities/opportunity-words.ts'

interface Fact {
  label: string
  value: string
  note: string
}

const KINDS = {
  goods_and_services: 'goods and services',
  light_touch: 'light touch services',
  works: 'works',
  concession: 'concessions',
  notifiable_below_threshold: 'notices below the threshold',
}

const fact = (label: string, value: string, note = ''): Fact => ({ label, value, note })

export function routeFacts(opportunity: Opportunity): Fact[] {
  const { value, route, threshold } = opportunity
  const measure = `${formatPounds(threshold.amount)} including VAT for ${KINDS[threshold.kind]}, ${STANDING[threshold.standing]} (${threshold.set})`
  return [
    value === null
      ? fact('Value', 'Not stated')
      : fact(
          'Value',
          `${rangeOf(value.net)} without VAT, ${rangeOf(value.gross)} with it`,
          `from the ${value.from}`,
        ),
    fact('Threshold', READINGS[opportunity.aboveThreshold], measure),
    fact(
      'Likely route',
      sentence(route.likelyRoute),
      'as it was bought last time, unless a notice says otherwise',
    ),
    ...(route.onlyThroughFramework
      ? [fact('Only through', route.onlyThroughFramework, 'you must be on it to be asked')]
      : []),
    fact('Small suppliers', FITS[route.smeFit]),
    ...(route.mayBeReserved === 'yes'
      ? [
          fact(
            'May be reserved',
            'Yes',
            'below the threshold an authority may keep a competition for suppliers of the area, small firms or social enterprises',
          ),
        ]
      : []),
    ...(opportunity.joint ? [fact('Together', 'With other authorities, as the authority says')] : []),
  ]
}

const STANDING = {
  'in force': 'in force today',
  'last known': 'the last known',
  'first known': 'the first known',
}

const READINGS = {
  yes: 'Above: the full procedure with a tender notice',
  no: 'Below: quotes or a short tender, often without a national notice',
  unknown: 'Not known: the value is not stated, or not whether VAT is in it',
}

const sentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`

function rangeOf({ low, high }: { low: number; high: number }): string {
  return low === high ? formatPounds(high) : `${formatPounds(low)} to ${formatPounds(high)}`
}

/** What a supplier can do now, the next thing first. */
export function getReady(opportunity: Opportunity, authority: string): string[] {
  const { phase, route, aboveThreshold } = opportunity
  if (phase === 'awarded' || phase === 'closed' || phase === 'stopping')
    return [`Ask ${authority} what comes after, and whether the winner needs subcontractors.`]
  return [
    ...stepsOfPhase(opportunity, authority),
    ...(route.onlyThroughFramework
      ? [
          `Find out when ${route.onlyThroughFramework} takes on new suppliers, or whom on it you could work for.`,
        ]
      : []),
    ...(aboveThreshold === 'no'
      ? [
          'Ask to be on the list of firms that are invited to quote: below the threshold nobody has to advertise.',
        ]
      : [
          'Register on the Central Digital Platform and keep your details ready: they are asked for once, for every tender.',
        ]),
    'Have two or three references of like size, accounts, insurance and policies at hand.',
    ...(route.smeFit === 'hard' ? ['Consider bidding together with others, or as a subcontractor.'] : []),
  ]
}

function stepsOfPhase({ phase }: Opportunity, authority: string): string[] {
  if (phase === 'watch')
    return [`Note the day to start talking, and read who holds the contract now and how it was bought.`]
  if (phase === 'talk now')
    return [
      `Write to ${authority}’s procurement team now: say what you offer, ask what they plan, and whether they will hear suppliers.`,
    ]
  if (phase === 'tender due' || phase === 'late')
    return [
      `Ask ${authority} whether a tender is planned and when; look on Find a Tender and the authority’s own portal every week.`,
    ]
  if (phase === 'published')
    return ['Read the notice, its deadline and conditions; ask questions early, by the way the notice names.']
  return [`Ask ${authority} whether the contract still runs, and when it will be looked at again.`]
}
