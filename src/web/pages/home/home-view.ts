// What does the first page show?
import type { Authority } from '../../../authorities/authority-queries.ts'
import type { ContractSummary } from '../../../contracts/contract-schemas.ts'
import type { RegisterFigures } from '../../../contracts/register-queries.ts'
import { addDays, type CalendarDate } from '../../../lib/calendar-date.ts'
import { endOfContract } from '../../contract-end.ts'
import { formatCount, plural } from '../../filters.ts'
import { paths, withQuery } from '../../paths.ts'

export interface HomeFacts {
  figures: RegisterFigures
  authorities: Pick<Authority, 'slug' | 'name' | 'laCode' | 'inLondon' | 'tileColumn' | 'tileRow'>[]
  /** Running contracts, the next to end first. */
  soonest: ContractSummary[]
  today: CalendarDate
}

export function homeView({ figures, authorities, soonest, today }: HomeFacts) {
  const london = authorities.filter(({ inLondon }) => inLondon)
  const reporting = london.filter(({ slug }) => (figures.contractsByAuthority[slug] ?? 0) > 0)
  return {
    title: 'Contracts of London’s 33 local authorities',
    section: 'home' as const,
    showsSample: soonest.some((contract) => contract.is_sample),
    figures: [
      { figure: formatCount(figures.contracts), label: 'contracts', href: paths.contracts },
      {
        figure: `${reporting.length} of ${london.length}`,
        label: 'authorities reporting',
        href: '#boroughs',
      },
      {
        figure: formatCount(figures.endingWithinYear),
        label: 'end within a year',
        href: endingWithin(today, 365),
      },
    ],
    soonest: soonest.map((contract) => ({
      href: paths.contract(contract.id),
      title: contract.title,
      authority: contract.authority.name,
      supplier: contract.supplier_name_raw,
      isSample: contract.is_sample,
      end: endOfContract(contract, today),
    })),
    soonestHref: endingWithin(today, 183),
    tiles: london.flatMap((authority) => tile(authority, figures.contractsByAuthority[authority.slug] ?? 0)),
  }
}

function endingWithin(today: CalendarDate, days: number): string {
  return withQuery(paths.contracts, {
    current_end_from: today,
    current_end_to: addDays(today, days),
    end_not_stated: 'exclude',
  })
}

/** A place on the map of tiles; none for an authority that has no place on it. */
function tile(authority: HomeFacts['authorities'][number], contracts: number) {
  const { slug, name, laCode, tileColumn, tileRow } = authority
  if (tileColumn === null || tileRow === null) return []
  return [
    {
      code: laCode ?? name.slice(0, 3),
      place: `t3-tile--c${tileColumn} t3-tile--r${tileRow}`,
      reports: contracts > 0,
      said: contracts > 0 ? `${name}: ${plural(contracts, 'contract')}` : `${name}: nothing reported yet`,
      name,
      href: paths.authority(slug),
    },
  ]
}
