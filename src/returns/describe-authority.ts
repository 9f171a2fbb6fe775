// What does the register know of one authority?
import { contractFilters } from '../contracts/contract-filter-schemas.ts'
import type { ContractFinder } from '../contracts/contract-finder-queries.ts'
import { searchContracts } from '../contracts/contract-search-queries.ts'
import type { Queryable } from '../db/client.ts'
import { addMonths, type CalendarDate } from '../lib/calendar-date.ts'
import { listDeployments } from '../technologies/deployment-queries.ts'
import { deploymentFilters } from '../technologies/deployment-schemas.ts'
import { authorityOverview, publishedReturns } from './authority-overview-queries.ts'
import type { AuthorityDetail } from './authority-overview-schemas.ts'

const MONTHS_AHEAD = 24
const MOST_ENDING = 10
const MOST_SYSTEMS = 100
const MOST_SUPPLIERS = 10

/** Its systems, what ends within two years, its main suppliers, its returns and how fresh they are; null when there is none. */
export async function describeAuthority(
  db: Queryable,
  slug: string,
  today: CalendarDate,
  finder?: ContractFinder,
): Promise<AuthorityDetail | null> {
  const overview = await authorityOverview(db, slug, today)
  if (overview === null) return null
  const how = finder ? { finder } : {}
  const [systems, ending, survey, returns] = await Promise.all([
    listDeployments(db, deploymentFilters.parse({ authority: slug, limit: MOST_SYSTEMS })),
    searchContracts(
      db,
      contractFilters.parse({ ...endingSoon(slug, today), limit: MOST_ENDING }),
      today,
      how,
    ),
    searchContracts(db, contractFilters.parse({ authority: slug, facets: 'include', limit: 1 }), today, how),
    publishedReturns(db, slug),
  ])
  const suppliers = survey.facets?.supplier ?? []
  return {
    ...overview,
    systems: { total: systems.total, deployments: systems.deployments },
    ending: { total: ending.total, contracts: ending.contracts },
    main_suppliers: suppliers
      .slice(0, MOST_SUPPLIERS)
      .map(({ value, label, contracts }) => ({ slug: value, name: label ?? value, contracts })),
    returns,
  }
}

/** The filter of the list of contracts that `ending` is made with. */
export function endingSoon(slug: string, today: CalendarDate) {
  return {
    authority: slug,
    current_end_from: today,
    current_end_to: addMonths(today, MONTHS_AHEAD),
    end_not_stated: 'exclude',
  }
}
