// What does the page of suppliers side by side show?
import type { CalendarDate } from '../../../lib/calendar-date.ts'
import type { ComparedSupplier, ComparisonAnswer } from '../../../market/supplier-comparison-schemas.ts'
import type { SupplierSummary } from '../../../suppliers/supplier-schemas.ts'
import { termTimeline } from '../../charts/term-timeline.ts'
import { formatCount, formatDay, joinWords, plural } from '../../filters.ts'
import { shareWords, wholePounds } from '../../market-words.ts'
import { paths, withQuery } from '../../paths.ts'
import { dayWords } from '../../withheld-words.ts'

const DRAWN = 30
const MOST = 5

export interface ComparisonScene {
  chosen: { slug: string; name: string }[]
  /** Null where fewer than two are chosen. */
  answer: ComparisonAnswer | null
  q: string
  found: readonly SupplierSummary[]
  today: CalendarDate
}

export function comparisonView({ chosen, answer, q, found, today }: ComparisonScene) {
  const slugs = chosen.map(({ slug }) => slug)
  return {
    title: answer === null ? 'Compare suppliers' : `Compared: ${joinWords(chosen.map(({ name }) => name))}`,
    section: 'market' as const,
    showsSample: answer?.suppliers.some((one) => one.is_sample) ?? false,
    backLink: { text: 'All suppliers', href: paths.suppliers },
    chosen: chosen.map(({ slug, name }) => ({
      slug,
      name,
      href: paths.supplier(slug),
      withoutHref: withQuery(paths.compareSuppliers, { supplier: slugs.filter((one) => one !== slug) }),
    })),
    q,
    canAdd: chosen.length < MOST,
    found: found
      .filter(({ slug }) => !slugs.includes(slug))
      .map(({ slug, name, contracts }) => ({ slug, name, contracts: plural(contracts, 'contract') })),
    looked: q !== '',
    downloads: (['csv', 'json'] as const).map((form) => ({
      text: form.toUpperCase(),
      href: withQuery(paths.compareSuppliersFile(form), { supplier: slugs }),
    })),
    compared: answer && compared(answer, today),
  }
}

function compared(answer: ComparisonAnswer, today: CalendarDate) {
  const names = new Map(answer.suppliers.map(({ slug, name }) => [slug, name]))
  const by = (slugs: readonly string[]) => joinWords(slugs.map((slug) => names.get(slug) ?? slug))
  const { meet } = answer
  const together = new Set(meet.contracts_together)
  return {
    names: answer.suppliers.map(({ name }) => name),
    groups: FACTS.map(({ heading, rows }) => ({
      heading,
      rows: rows.map(([label, cell]) => ({
        label,
        cells: answer.suppliers.map((one, at) => ({
          text: cell(one) || '–',
          name: answer.suppliers[at]?.name ?? '',
        })),
      })),
    })),
    meet: [
      ...meet.authorities.map((one) => ({
        where: one.name,
        href: paths.authority(one.slug),
        kind: 'Authority',
        who: by(one.suppliers),
      })),
      ...meet.service_areas.map((one) => ({
        where: one.label,
        href: '',
        kind: 'Service area',
        who: by(one.suppliers),
      })),
      ...meet.technologies.map((one) => ({
        where: one.name,
        href: paths.technologyPeers(one.slug),
        kind: 'Technology',
        who: by(one.suppliers),
      })),
      ...answer.contracts
        .filter(({ id }) => together.has(id))
        .map((one) => ({
          where: one.title,
          href: paths.contract(one.id),
          kind: 'Contract held together',
          who: by(one.suppliers),
        })),
    ],
    timeline: timeline(answer, names, today),
    contracts: answer.contracts.map((one) => ({
      href: paths.contract(one.id),
      title: one.title,
      authority: one.authority.name,
      who: by(one.suppliers),
      start: one.start_on === null ? 'not stated' : formatDay(one.start_on),
      end:
        one.current_end_on === null
          ? 'not stated'
          : dayWords(one.current_end_on, one.day_precision.current_end_on),
      latest: one.max_end_on === null ? 'not stated' : dayWords(one.max_end_on, one.day_precision.max_end_on),
    })),
  }
}

function timeline({ contracts }: ComparisonAnswer, names: ReadonlyMap<string, string>, today: CalendarDate) {
  const dated = contracts.filter(({ current_end_on: end }) => end !== null)
  const drawn = dated.slice(0, DRAWN)
  if (drawn.length === 0) return false
  const left = contracts.length - drawn.length
  return termTimeline(
    {
      id: 'terms',
      title: 'Terms of their running contracts',
      description: `The ${plural(drawn.length, 'contract')} that end soonest${left > 0 ? `; ${formatCount(left)} more stand in the table` : ''}.`,
    },
    drawn.map((one) => ({
      ...one,
      authority: `${firstWord(names.get(one.suppliers[0] ?? '') ?? '')}, ${one.authority.name}`,
    })),
    today,
  )
}

const firstWord = (name: string) => name.split(' ')[0] ?? name

type Fact = [label: string, cell: (one: ComparedSupplier) => string]

const listed = (things: readonly { name: string }[]) => things.map(({ name }) => name).join(', ')

/** £ by basis, never mixed, and how many of its running contracts say so. */
function sumWords({
  contracts,
  coverage,
  net,
  gross,
  not_stated: unsaid,
}: ComparedSupplier['annual']): string {
  const sums = [
    [net, 'without VAT'],
    [gross, 'with VAT'],
    [unsaid, 'VAT not stated'],
  ].flatMap(([pounds = '0.00', words]) => (Number(pounds) > 0 ? [`${wholePounds(pounds)} ${words}`] : []))
  const known = `stated by ${formatCount(contracts)} (${shareWords(coverage)})`
  return contracts === 0 ? 'not stated' : `${sums.join(' + ') || '£0'}; ${known}`
}

const flagWords = ({ yes, no, not_stated: unsaid }: ComparedSupplier['sme']) =>
  `yes ${formatCount(yes)}, no ${formatCount(no)}, not stated ${formatCount(unsaid)}`

const FACTS: { heading: string; rows: Fact[] }[] = [
  {
    heading: 'Contracts',
    rows: [
      ['Running', ({ contracts }) => formatCount(contracts.running)],
      ['Over', ({ contracts }) => formatCount(contracts.over)],
      ['To come', ({ contracts }) => formatCount(contracts.to_come)],
      ['Held with others', ({ contracts }) => formatCount(contracts.held_with_others)],
      ['As sub-contractor only', ({ contracts }) => formatCount(contracts.as_sub_contractor)],
      ['£ a year', (one) => sumWords(one.annual)],
      ['£ over whole terms', (one) => sumWords(one.whole_term)],
    ],
  },
  {
    heading: 'Where',
    rows: [
      [
        'Authorities',
        ({ authorities }) =>
          authorities.length === 0
            ? ''
            : `${formatCount(authorities.length)}: ${authorities.map(({ name, contracts }) => `${name} ${formatCount(contracts)}`).join(', ')}`,
      ],
      [
        'Service areas',
        (one) =>
          [
            ...one.service_areas.map(({ label, contracts }) => `${label} ${formatCount(contracts)}`),
            ...(one.service_area_not_stated > 0
              ? [`not stated ${formatCount(one.service_area_not_stated)}`]
              : []),
          ].join('; '),
      ],
      ['Technologies it makes', (one) => listed(one.technologies_made)],
      ['Technologies of others that it supplies', (one) => listed(one.technologies_supplied)],
    ],
  },
  {
    heading: 'Terms',
    rows: [
      [
        'Usual length',
        (one) =>
          one.median_months === null
            ? ''
            : `${plural(one.median_months, 'month')} (median of ${formatCount(one.lengths_known)})`,
      ],
      ['Running and may be extended', (one) => formatCount(one.with_options)],
      ['End moved later by a return', (one) => formatCount(one.end_moved_later)],
      ['Ends in the next 24 months', (one) => formatCount(one.ends_in_24_months)],
    ],
  },
  {
    heading: 'Who it is',
    rows: [
      ['Small or medium, as authorities state it', (one) => flagWords(one.sme)],
      ['Voluntary or social enterprise, as authorities state it', (one) => flagWords(one.vcse)],
      ['Names as typed', (one) => one.names.join('; ')],
      [
        'Company numbers',
        (one) =>
          [
            ...one.company_numbers.map((number) => `${number}, confirmed`),
            ...one.stated_numbers.map((number) => `${number}, as stated`),
          ].join('; '),
      ],
      ['Parents', (one) => listed(one.group)],
    ],
  },
]
