// What are the technologies called that the filters offer?
import { namesOfTechnologies } from '../../../contracts/contract-filter-queries.ts'
import type { Deps } from '../../../deps.ts'
import type { OpportunityPage } from '../../../opportunities/opportunity-schemas.ts'
import type { AskedView } from './opportunities-view.ts'

/** With the names of the technologies that were counted, most first. */
export async function withTechnologies(
  deps: Pick<Deps, 'readDb'>,
  asked: AskedView,
  counts: OpportunityPage['counts'],
): Promise<AskedView> {
  const slugs = Object.keys(counts.technology)
  const names = await namesOfTechnologies(deps.readDb, slugs)
  const labels = new Map(names.map(({ slug, name }) => [slug, name]))
  const counted = slugs.map((code) => ({ code, label: labels.get(code) ?? code }))
  return {
    ...asked,
    technologies: [...counted, ...asked.technologies.filter(({ code }) => !(code in counts.technology))],
  }
}
