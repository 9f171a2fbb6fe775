// What do the words of procurement mean to somebody who wants to supply?

interface Entry {
  name: string
  means: string
}

export const ROUTES: Entry[] = [
  {
    name: 'Quotes',
    means:
      'For small amounts the authority asks a few firms for a price. Nobody has to advertise: firms that are known are asked. Ask to be known.',
  },
  {
    name: 'Own tender',
    means:
      'The authority publishes a tender notice and anybody may bid, or ask to be let bid. Above the threshold of the law this is the rule.',
  },
  {
    name: 'Framework call-off',
    means:
      'Somebody, often a central body, chose a number of suppliers for some years; the authority buys from one of them, with or without a further competition. Only suppliers on the framework can win. Find out when it opens next, or work for one that is on it.',
  },
  {
    name: 'Dynamic market',
    means: 'Like a framework, but open: a supplier who meets the conditions can join at any time.',
  },
  {
    name: 'Direct award',
    means:
      'The authority awards without competition, for a reason the law allows. Above the threshold a transparency notice comes first. Talk to the authority before that.',
  },
]

export const NOTICES: Entry[] = [
  {
    name: 'UK1 Pipeline notice',
    means: 'What a large authority plans to buy for more than £2m in the next 18 months.',
  },
  {
    name: 'UK2 Preliminary market engagement notice',
    means: 'The authority wants to hear suppliers. Answer it: this is when a tender can still be shaped.',
  },
  {
    name: 'UK3 Planned procurement notice',
    means: 'A tender is coming. If it was published in time, bidders may get only 10 days.',
  },
  {
    name: 'UK4 Tender notice',
    means: 'The tender is out. Read deadline, conditions and how offers are judged.',
  },
  { name: 'UK5 Transparency notice', means: 'The authority is going to award directly, and says why.' },
  {
    name: 'UK6 Contract award notice',
    means: 'Somebody has been chosen; eight working days of standstill follow.',
  },
  {
    name: 'UK7 Contract details notice',
    means: 'The contract is signed. Below the threshold this is often the first thing anybody sees.',
  },
  { name: 'UK10 Contract change notice', means: 'A running contract is changed or lengthened.' },
  {
    name: 'UK11 Contract termination notice',
    means: 'A contract has ended, also when its time simply ran out.',
  },
  { name: 'UK12 Procurement termination notice', means: 'A tender was stopped.' },
]

export const GLOSSARY: Entry[] = [
  {
    name: 'Approach window',
    means:
      'The months in which it is neither too early nor too late to talk to an authority about what follows a contract.',
  },
  { name: 'Call-off', means: 'A contract made under a framework.' },
  { name: 'Current end', means: 'The day on which a contract ends if nobody lengthens it further.' },
  { name: 'Maximum end', means: 'The last day a contract can reach with every option used.' },
  {
    name: 'Option',
    means:
      'A period by which a contract may be lengthened, agreed from the start. “2+1+1” is two years with two options of a year.',
  },
  {
    name: 'Lapsed',
    means:
      'The end of a contract is past and nobody has confirmed it since. It may have ended, or go on unrecorded.',
  },
  { name: 'Light touch', means: 'Easier rules for some services to people, such as care.' },
  { name: 'Lot', means: 'A part of a tender for which one can bid alone.' },
  { name: 'Mobilisation', means: 'The time between signing and starting.' },
  { name: 'SME', means: 'A small or medium-sized enterprise: fewer than 250 people.' },
  {
    name: 'Standstill',
    means: 'Days between the award notice and signing, in which those who lost can object.',
  },
  {
    name: 'Threshold',
    means: 'The value, VAT included, from which the full procedure of the Procurement Act 2023 applies.',
  },
  { name: 'VCSE', means: 'A voluntary, community or social enterprise.' },
]
