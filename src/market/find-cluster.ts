// Which contracts for the same thing could end together about one day, which could not, and why?
import type { Queryable } from '../db/client.ts'
import { type CalendarDate, endOfMonth } from '../lib/calendar-date.ts'
import { decimalPounds } from '../lib/money.ts'
import { type AlignmentMember, cannotMeet, clusterOn } from './alignment.ts'
import type { AlignmentDetail, AlignmentMemberJson, ClusterParams } from './alignment-schemas.ts'
import { contractsOfSubjects, type SubjectContract, subjectText } from './alignment-source-queries.ts'
import { type ContractInCluster, contractsInCluster, findSubject } from './cluster-queries.ts'

/**
 * Found anew from what the register holds at this moment, by the same rules as the list; null where the contracts of fewer
 * than two authorities can end then, or the day is not the last of a month to come.
 */
export async function findCluster(
  db: Queryable,
  params: ClusterParams,
  today: CalendarDate,
): Promise<AlignmentDetail | null> {
  const { target } = params
  if (target !== endOfMonth(target) || target <= today) return null
  const named = await findSubject(db, params)
  if (named === null) return null
  const bySubject = await contractsOfSubjects(db, [named.subject], today)
  const contracts = bySubject.get(subjectText(named.subject)) ?? []
  const cluster = clusterOn(contracts, target, today)
  if (cluster === null) return null
  const known = await contractsInCluster(
    db,
    contracts.map(({ id }) => id),
  )
  const sources = new Map(contracts.map((one) => [one.id, one]))
  const pair = (id: string) => {
    const [source, told] = [sources.get(id), known.get(id)]
    return source === undefined || told === undefined ? [] : [{ source, told }]
  }
  const members = cluster.members.flatMap((member) =>
    pair(member.id).map(({ source, told }) => memberJson(member, source, told)),
  )
  const authorities = new Map(members.map(({ authority }) => [authority.slug, authority]))
  return {
    subject: named.told,
    target,
    contracts: members.length,
    authorities: [...authorities.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
    extending: cluster.extending,
    months_extended: cluster.monthsExtended,
    combined_annual: {
      net_low: decimalPounds(cluster.combinedAnnual.low),
      net_high: decimalPounds(cluster.combinedAnnual.high),
      with_value: cluster.withValue,
      withheld: cluster.withheld,
      not_stated: cluster.notStated,
    },
    decide_by: cluster.decideBy,
    is_sample: cluster.members.some(({ id }) => sources.get(id)?.isSample === true),
    members: members.sort(inOrder),
    cannot: cannotMeet(contracts, target, today)
      .flatMap(({ id, why }) => pair(id).map(({ source, told }) => ({ ...about(source, told), why })))
      .sort(inOrder),
  }
}

function memberJson(
  { end, optionsUsed, monthsExtended, decideBy }: AlignmentMember,
  source: SubjectContract,
  told: ContractInCluster,
): AlignmentMemberJson {
  const { annual } = source
  const isStated = typeof annual !== 'string'
  return {
    ...about(source, told),
    end,
    options_used: optionsUsed,
    months_extended: monthsExtended,
    annual: isStated
      ? {
          net_low: decimalPounds(annual.low),
          net_high: decimalPounds(annual.high),
          from: told.annual_from ?? '',
        }
      : null,
    annual_is: isStated ? 'stated' : annual,
    decide_by: optionsUsed > 0 ? decideBy : null,
    decide_by_assumed: optionsUsed > 0 && decideBy !== null && told.decide_by_assumed,
  }
}

function about(source: SubjectContract, told: ContractInCluster) {
  const { id, title, supplier_name_raw, local_reference } = told
  return {
    contract: { id, title, supplier_name_raw, local_reference },
    authority: { slug: told.authority_slug, name: told.authority_name },
    start: told.start_on,
    current_end: source.currentEnd,
    latest_end: told.latest_end,
    day_precision: told.day_precision,
  }
}

type Placed = { authority: { name: string }; contract: { title: string; id: string } }

/** By authority, then title. */
function inOrder(a: Placed, b: Placed): number {
  const key = ({ authority, contract }: Placed) => `${authority.name}\n${contract.title}\n${contract.id}`
  return key(a) < key(b) ? -1 : 1
}
