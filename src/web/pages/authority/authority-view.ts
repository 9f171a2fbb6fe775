// What does the page of one authority show?
import type { ContractSummary } from '../../../contracts/contract-schemas.ts'
import type { CalendarDate } from '../../../lib/calendar-date.ts'
import type { AuthorityDetail } from '../../../returns/authority-overview-schemas.ts'
import { endingSoon } from '../../../returns/describe-authority.ts'
import type { DeploymentSummary } from '../../../technologies/deployment-schemas.ts'
import { endOfContract } from '../../contract-end.ts'
import { formatCount, formatDay, plural, relativeDay } from '../../filters.ts'
import { paths, withQuery } from '../../paths.ts'
import { dayWords } from '../../withheld-words.ts'

export function authorityView(authority: AuthorityDetail, today: CalendarDate, mayAudit: boolean) {
  const { slug, name, systems, ending } = authority
  return {
    title: `${name}: contracts, technologies and suppliers`,
    section: 'authorities' as const,
    showsSample: authority.is_sample,
    backLink: { text: 'All authorities', href: paths.authorities },
    heading: name,
    officialName: authority.official_name,
    isSample: authority.is_sample,
    lead: leadSentence(authority, today),
    figures: figures(authority),
    areas: systemsByArea(systems.deployments),
    systemsNote:
      systems.total > systems.deployments.length
        ? `The first ${formatCount(systems.deployments.length)} of ${formatCount(systems.total)} are shown; the CSV has all.`
        : '',
    hasSystemsReturn: authority.last_systems_return_on !== null,
    systemsCsv: paths.authorityFile(slug, 'csv'),
    json: paths.authorityFile(slug, 'json'),
    ending: ending.contracts.map((contract) => endingRow(contract, today)),
    endingHref: withQuery(paths.contracts, endingSoon(slug, today)),
    endingWords: `See all ${plural(ending.total, 'contract')} that end within two years`,
    endingMore: ending.total > ending.contracts.length,
    suppliers: authority.main_suppliers.map((one) => ({
      href: paths.supplier(one.slug),
      name: one.name,
      contracts: plural(one.contracts, 'contract'),
      contractsHref: withQuery(paths.contracts, { authority: slug, supplier: one.slug }),
    })),
    returns: authority.returns.map((one) => ({
      kind: one.kind === 'contracts' ? 'Contracts' : 'Systems',
      received: formatDay(one.received_on),
      published: formatDay(one.published_on),
      rows: one.rows === null ? '–' : formatCount(one.rows),
      isLatest: one.is_latest,
    })),
    contractsHref: withQuery(paths.contracts, { authority: slug }),
    opportunitiesHref: withQuery(paths.opportunities, { authority: slug }),
    qualityHref: authority.last_contracts_return_on === null ? '' : paths.authorityQuality(slug),
    codeHref: authority.contracts > 0 ? paths.transparencyCode(slug) : '',
    correctionsHref: withQuery(paths.corrections, { authority: slug }),
    auditHref: mayAudit ? paths.authorityAudit(slug) : '',
  }
}

function leadSentence(authority: AuthorityDetail, today: CalendarDate): string {
  const { last_contracts_return_on: contracts, last_systems_return_on: systems } = authority
  if (contracts === null && systems === null) return 'No return of this authority has been published yet.'
  const said = (what: string, day: CalendarDate | null) =>
    day === null ? `no return of ${what} yet` : `${what} last returned ${relativeDay(day, today)}`
  const words = [said('contracts', contracts), said('systems', systems)].join('; ')
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`
}

function figures(authority: AuthorityDetail) {
  const { slug } = authority
  return [
    {
      figure: formatCount(authority.contracts),
      label: authority.contracts === 1 ? 'contract' : 'contracts',
      href: withQuery(paths.contracts, { authority: slug }),
    },
    {
      figure: formatCount(authority.ending_within_year),
      label: 'end within a year',
      href: '#ending',
    },
    {
      figure: authority.last_systems_return_on === null ? '–' : formatCount(authority.technologies),
      label: 'technologies',
      href: '#systems',
    },
    { figure: formatCount(authority.suppliers), label: 'suppliers', href: '#suppliers' },
  ]
}

/** Systems under their service areas, in the order of the list; those without one stand last. */
function systemsByArea(deployments: readonly DeploymentSummary[]) {
  const areaOf = (one: DeploymentSummary) => one.service_area?.label ?? one.service_area_raw ?? ''
  return [...Map.groupBy(deployments, areaOf)]
    .sort(([one], [other]) => Number(one === '') - Number(other === '') || one.localeCompare(other))
    .map(([area, systems]) => ({
      area: area === '' ? 'Service area not stated' : area,
      systems: systems.map((one) => ({
        href: paths.technology(one.technology.slug),
        product: one.technology.product,
        supplier: one.withheld.includes('supplier_name_raw')
          ? 'Withheld'
          : one.suppliers.map(({ name, supplier }) => supplier?.name ?? name).join(', '),
        contractHref: one.contract === null ? '' : paths.contract(one.contract.id),
        end: endWords(one),
      })),
    }))
}

function endWords({ current_end_on: stated, contract, withheld }: DeploymentSummary): string {
  const day = stated ?? contract?.current_end_on ?? null
  if (day === null) return withheld.includes('current_end_on') ? 'End withheld' : 'End not stated'
  return stated === null
    ? `Contract to ${dayWords(day, contract?.day_precision.current_end_on)}`
    : `To ${formatDay(day)}`
}

function endingRow(contract: ContractSummary, today: CalendarDate) {
  return {
    href: paths.contract(contract.id),
    title: contract.title,
    supplier: contract.supplier_name_raw,
    end: endOfContract(contract, today),
  }
}
