// How do two to five suppliers compare, and where do they meet?
import type { Queryable } from '../db/client.ts'
import { AppError } from '../errors.ts'
import type { CalendarDate } from '../lib/calendar-date.ts'
import { normaliseSupplierName } from '../suppliers/supplier-name.ts'
import { supplierNow, supplierValues } from '../suppliers/supplier-search-queries.ts'
import { figuresOf, isRunning, sharedBy } from './supplier-comparison.ts'
import {
  comparedIdentities,
  type HeldContract,
  heldContracts,
  type KnownTechnology,
  technologiesSupplied,
} from './supplier-comparison-queries.ts'
import type { ComparedContract, ComparedSupplier, ComparisonAnswer } from './supplier-comparison-schemas.ts'

/**
 * In the order asked. A slug of a supplier that was merged into another stands for the other.
 * @throws AppError `unknown_filter` for a supplier that nothing public names.
 */
export async function compareSuppliers(
  db: Queryable,
  asked: readonly string[],
  today: CalendarDate,
): Promise<ComparisonAnswer> {
  const slugs = await presentSlugs(db, asked)
  const [values, identities, contracts, technologies] = await Promise.all([
    supplierValues(db, slugs),
    comparedIdentities(db, slugs),
    heldContracts(db, slugs),
    technologiesSupplied(db, slugs),
  ])
  const suppliers = slugs.map((slug): ComparedSupplier => {
    const known = values.get(slug)
    if (known === undefined) throw unknown([slug])
    const own = contracts.filter(({ supplier }) => supplier === slug)
    const identity = identities.find((one) => one.slug === slug)
    const keys = new Set(identity?.keys)
    const makes = ({ maker }: KnownTechnology) =>
      maker !== null && keys.has(normaliseSupplierName(maker).strictKey)
    return {
      slug,
      name: known.name,
      names: known.names,
      company_numbers: known.registered,
      stated_numbers: known.stated.filter((number) => !known.registered.includes(number)),
      group: identity?.parents ?? [],
      ...figuresOf(own, today),
      technologies_made: technologies.filter(makes).map(named),
      technologies_supplied: technologies
        .filter((one) => one.suppliers.includes(slug) && !makes(one))
        .map(named),
      is_sample: own.some((one) => one.is_sample),
    }
  })
  const running = contracts.filter((one) => !one.is_sub_contractor && isRunning(one, today))
  return { as_at: today, suppliers, meet: whereTheyMeet(suppliers, running), contracts: eachOnce(running) }
}

async function presentSlugs(db: Queryable, asked: readonly string[]): Promise<string[]> {
  const known = await supplierValues(db, asked)
  const present = await Promise.all(
    asked.map(async (slug) => (known.has(slug) ? slug : await supplierNow(db, slug))),
  )
  const strangers = asked.filter((_, at) => present[at] === null)
  if (strangers.length > 0) throw unknown(strangers)
  return [...new Set(present.filter((slug) => slug !== null))]
}

/** Every one that is not there, in the order asked, however long each look took. */
function unknown(slugs: readonly string[]): AppError {
  const issues = slugs.map((slug) => ({ place: 'supplier', message: `there is none called ${slug}` }))
  return new AppError('unknown_filter', `There is no supplier called ${slugs.join(' or ')}.`, issues)
}

const named = ({ slug, product }: KnownTechnology) => ({ slug, name: product })

function whereTheyMeet(
  suppliers: readonly ComparedSupplier[],
  running: readonly HeldContract[],
): ComparisonAnswer['meet'] {
  const lists = <Thing>(things: (one: ComparedSupplier) => readonly Thing[]) =>
    suppliers.map((one) => ({ supplier: one.slug, things: things(one) }))
  const products = (one: ComparedSupplier) => [...one.technologies_made, ...one.technologies_supplied]
  const slugOf = ({ slug }: { slug: string }) => slug
  return {
    authorities: sharedBy(
      lists((one) => one.authorities),
      slugOf,
    ).map(({ thing: { slug, name }, suppliers: by }) => ({
      slug,
      name,
      suppliers: by,
    })),
    service_areas: sharedBy(
      lists((one) => one.service_areas),
      ({ label }) => label,
    ).map(({ thing: { label }, suppliers: by }) => ({ label, suppliers: by })),
    technologies: sharedBy(lists(products), slugOf).map(({ thing, suppliers: by }) => ({
      ...thing,
      suppliers: by,
    })),
    contracts_together: eachOnce(running)
      .filter((one) => one.suppliers.length > 1)
      .map(({ id }) => id),
  }
}

function eachOnce(contracts: readonly HeldContract[]): ComparedContract[] {
  const met = new Map<string, ComparedContract>()
  for (const { supplier, ...one } of contracts) {
    const { id, title, authority, start_on, current_end_on, max_end_on, day_precision } = one
    const suppliers = [...(met.get(id)?.suppliers ?? []), supplier]
    met.set(id, { id, title, authority, suppliers, start_on, current_end_on, max_end_on, day_precision })
  }
  return [...met.values()]
}
