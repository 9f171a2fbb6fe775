// What does the page of one technology show?
import type { CalendarDate } from '../../../lib/calendar-date.ts'
import type { DeploymentDetail } from '../../../technologies/deployment-schemas.ts'
import type { TechnologyDetail } from '../../../technologies/technology-schemas.ts'
import { endOfContract } from '../../contract-end.ts'
import { dayOf, formatCount, formatDay, joinWords, plural, relativeDay } from '../../filters.ts'
import { paths, withQuery } from '../../paths.ts'
import { dayWords } from '../../withheld-words.ts'
import { categoryWords, makerWords } from '../technologies/technologies-view.ts'
import { deploymentValueRows, hostingWords, statusWords } from './deployment-values.ts'

export function technologyView(technology: TechnologyDetail, today: CalendarDate) {
  const others = technology.not_reported
  return {
    title: `${technology.product}, technology`,
    section: 'technologies' as const,
    showsSample: technology.is_sample || technology.deployments.some((one) => one.is_sample),
    backLink: { text: 'All technologies', href: paths.technologies },
    heading: technology.product,
    contractsHref: withQuery(paths.contracts, { technology: technology.slug }),
    tendersHref: withQuery(paths.opportunities, { technology: technology.slug }),
    downloads: (['csv', 'json'] as const).map((form) => ({
      label: form.toUpperCase(),
      href: paths.technologyFile(technology.slug, form),
    })),
    peers: technology.authorities > 0 ? paths.technologyPeers(technology.slug) : '',
    isSample: technology.is_sample,
    category: categoryWords(technology.category),
    lead: leadSentence(technology),
    facts: facts(technology),
    rows: technology.deployments.map((one) => deploymentRow(one, today)),
    contracts: technology.contracts.map((one) => ({
      href: paths.contract(one.id),
      title: one.title,
      authority: one.authority.name,
      end: endOfContract(one, today),
      isSample: one.is_sample,
    })),
    coverage: coverageSentence(technology),
    silent: [
      {
        heading: 'Handed in a systems return without it',
        authorities: others.by_authorities_with_a_systems_return,
      },
      { heading: 'Have not handed in a systems return', authorities: others.no_systems_return },
    ]
      .filter(({ authorities }) => authorities.length > 0)
      .map(({ heading, authorities }) => ({
        heading: `${heading} (${formatCount(authorities.length)})`,
        names: authorities.map(({ name }) => name),
      })),
  }
}

function leadSentence({ authorities }: TechnologyDetail): string {
  return authorities === 0
    ? 'No authority reports running it.'
    : `Reported by ${plural(authorities, 'authority', 'authorities')}.`
}

/** Not to be reported is not the same as not to be run, and the two reasons for silence are told apart. */
function coverageSentence({ authorities, not_reported: others }: TechnologyDetail): string {
  const without = others.by_authorities_with_a_systems_return.length
  const silent = others.no_systems_return.length
  const parts = [
    `${formatCount(authorities)} of ${formatCount(authorities + without + silent)} authorities report it`,
    without > 0 ? `${formatCount(without)} handed in a systems return that does not list it` : '',
    silent > 0
      ? `${formatCount(silent)} ${silent === 1 ? 'has' : 'have'} not handed in a systems return, so nothing is known of ${silent === 1 ? 'it' : 'them'}`
      : '',
  ]
  return `${parts.filter((part) => part !== '').join('; ')}.`
}

const SOURCES: Record<TechnologyDetail['source'], string> = {
  catalogue: 'our list of products',
  sample: 'the made-up list of products of the sample',
  return: 'returns alone; it is not in our list of products',
}

function facts(technology: TechnologyDetail): { label: string; value: string }[] {
  const of = (kind: 'synonym' | 'former') =>
    technology.other_names
      .filter((one) => one.kind === kind)
      .map(({ name, until_year: year }) => (year === null ? name : `${name} (until ${year})`))
  const fact = (label: string, value: string) => ({ label, value })
  return [
    fact('Made by', makerWords(technology)),
    fact('Formerly', joinWords(of('former'))),
    fact('Also called', joinWords(of('synonym'))),
    fact('Service areas', joinWords(technology.service_areas.map(({ label }) => label))),
    fact('Known from', SOURCES[technology.source]),
  ].filter(({ value }) => value !== '')
}

function deploymentRow(one: DeploymentDetail, today: CalendarDate) {
  const confirmed = dayOf(one.confirmed_at)
  const source = one.values.flatMap(({ provenance }) => provenance)[0]
  return {
    authority: one.authority.name,
    othersHref: withQuery(paths.technologies, { authority: one.authority.slug }),
    area: one.service_area?.label ?? one.service_area_raw ?? 'Service area not stated',
    reportedAs: one.reported_as === one.technology.product ? '' : one.reported_as,
    status: one.status === null ? '' : statusWords(one.status),
    isLive: one.status === 'live',
    suppliers: supplierRows(one),
    supplierWithheld: isWithheld(one, 'supplier_name_raw'),
    end: endView(one, today),
    facts: [
      { label: 'Hosting', value: one.hosting === null ? 'Not stated' : hostingWords(one.hosting) },
      { label: 'Users', value: one.users === null ? 'Not stated' : formatCount(one.users) },
      {
        label: 'Replacement',
        value: one.planned_replacement_on
          ? `planned by ${formatDay(one.planned_replacement_on)}`
          : isWithheld(one, 'planned_replacement_on')
            ? 'Withheld'
            : 'No day stated',
      },
    ],
    contract: one.contract ? { href: paths.contract(one.contract.id), title: one.contract.title } : false,
    reference: one.contract === null ? (one.local_reference ?? '') : '',
    confirmed: relativeDay(confirmed, today),
    confirmedOn: formatDay(confirmed),
    isSample: one.is_sample,
    values: deploymentValueRows(one),
    file: source ? `${source.file_name}, received ${formatDay(dayOf(source.received_at))}` : '',
  }
}

const isWithheld = ({ withheld }: DeploymentDetail, field: string) => withheld.includes(field)

/** Each name as typed, with the name the register knows the supplier by where it differs. */
function supplierRows(one: DeploymentDetail): { name: string; knownAs: string; role: string }[] {
  const rows = one.suppliers.map(({ name, role, supplier }) => ({
    name,
    role: role ?? '',
    knownAs: supplier === null || supplier.name === name ? '' : supplier.name,
  }))
  if (rows.length > 0) return rows
  if (isWithheld(one, 'supplier_name_raw')) return []
  return [{ name: one.supplier_name_raw ?? '', role: '', knownAs: '' }]
}

/** The end that the systems return states; where it states none, the contract's, and said to be so. */
function endView(one: DeploymentDetail, today: CalendarDate) {
  const { contract, current_end_on: stated } = one
  const word = one.values.find(({ field }) => field === 'current_end_on')?.word
  const end = endOfContract(
    {
      current_end_on: stated ?? contract?.current_end_on ?? null,
      max_end_on: contract?.max_end_on ?? null,
      day_precision:
        stated === null ? contract?.day_precision : { max_end_on: contract?.day_precision.max_end_on },
    },
    today,
  )
  const notes = [
    end.extension,
    stated === null && word ? `the cell says “${word}”` : '',
    stated === null && contract?.current_end_on ? 'by the contract' : '',
    stated !== null && contract?.current_end_on && contract.current_end_on !== stated
      ? `the contract says ${dayWords(contract.current_end_on, contract.day_precision.current_end_on)}`
      : '',
  ]
  const day = end.state === 'open' && isWithheld(one, 'current_end_on') ? 'withheld' : end.day
  return { ...end, day, note: notes.filter((note) => note !== '').join('; ') }
}
