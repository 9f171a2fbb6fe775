// What does the page show where comparing begins?
import type { ComparedArea, QuarterOfEnds } from '../../../market/market-summary-queries.ts'
import type { TechnologySummary } from '../../../technologies/technology-schemas.ts'
import { barChart } from '../../charts/bar-chart.ts'
import { levelOf, type MapPlace, shortCount, tileMap } from '../../charts/tile-map.ts'
import { formatCount, plural } from '../../filters.ts'
import { paths, withQuery } from '../../paths.ts'

export interface MarketScene {
  authorities: readonly (MapPlace & { inLondon: boolean })[]
  contractsByAuthority: Readonly<Record<string, number>>
  areas: readonly ComparedArea[]
  technologies: readonly TechnologySummary[]
  quarters: readonly QuarterOfEnds[]
}

export function marketView({
  authorities,
  contractsByAuthority,
  areas,
  technologies,
  quarters,
}: MarketScene) {
  const london = authorities.filter(({ inLondon }) => inLondon)
  const contracts = (slug: string) => contractsByAuthority[slug] ?? 0
  const reporting = london.filter(({ slug }) => contracts(slug) > 0).length
  const largest = Math.max(...london.map(({ slug }) => contracts(slug)), 0)
  const described = `${reporting} of ${london.length} authorities have published contracts.`
  return {
    title: 'Compare suppliers, systems and markets',
    section: 'market' as const,
    showsSample: technologies.some((one) => one.is_sample),
    technologies: technologies.map(({ slug, product, authorities: count }) => ({
      href: paths.technologyPeers(slug),
      product,
      authorities: plural(count, 'authority', 'authorities'),
    })),
    areas: areas
      .filter((area) => area.authorities > 0)
      .map(({ code, label, authorities: count, technologies: products }) => ({
        label,
        peersHref: paths.areaPeers(code),
        concentrationHref: withQuery(paths.concentration, { service_area: code }),
        said: `${plural(products, 'product')}, ${plural(count, 'authority', 'authorities')}`,
      })),
    map: tileMap(
      { id: 'map', title: 'Public contracts of each authority', description: described },
      london,
      ({ slug }) => {
        const count = contracts(slug)
        return {
          level: levelOf(count, largest),
          figure: count > 0 ? shortCount(count) : '',
          said: count > 0 ? plural(count, 'contract') : 'nothing reported yet',
          href: withQuery(paths.contracts, { authority: slug }),
        }
      },
    ),
    mapRows: london.map(({ slug, name }) => ({
      name,
      contracts: contracts(slug) > 0 ? formatCount(contracts(slug)) : 'nothing reported yet',
    })),
    ends: endsChart(quarters),
    quarters: quarters.map((one) => ({
      label: quarterWords(one.quarter),
      contracts: formatCount(one.contracts),
      extendable: formatCount(one.extendable),
    })),
  }
}

function endsChart(quarters: readonly QuarterOfEnds[]) {
  const total = quarters.reduce((sum, { contracts }) => sum + contracts, 0)
  return barChart(
    {
      id: 'ends',
      title: 'Contracts by the quarter in which they end',
      description: `${plural(total, 'contract')} end in ${plural(quarters.length, 'quarter')}, by their current ends; hatched are those that may be extended.`,
    },
    quarters.map(({ quarter, contracts, extendable }) => ({
      label: quarterWords(quarter),
      said: formatCount(contracts),
      parts: [
        { kind: 'solid', amount: contracts - extendable },
        { kind: 'hatched', amount: extendable },
      ],
    })),
  )
}

const QUARTERS: Record<string, string> = {
  '01': 'January to March',
  '04': 'April to June',
  '07': 'July to September',
  '10': 'October to December',
}

/** `2027-01-01` → `January to March 2027`. */
function quarterWords(first: string): string {
  return `${QUARTERS[first.slice(5, 7)] ?? first} ${first.slice(0, 4)}`
}
