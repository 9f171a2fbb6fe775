// What does the page of suggested technologies show?
import type { TechnologySuggestion } from '../../../contracts/technology-suggestions.ts'
import { formatCount, plural } from '../../filters.ts'
import { paths } from '../../paths.ts'

const MOST = 50

export function suggestionsView(
  authority: { slug: string; name: string },
  suggestions: readonly TechnologySuggestion[],
  answered: 'yes' | 'no' | undefined,
) {
  return {
    title: `Technologies of contracts, ${authority.name}`,
    section: 'returns' as const,
    backLink: { text: 'All returns', href: paths.returns },
    authority,
    answered: answered !== undefined,
    sentence: sentence(suggestions.length),
    rows: suggestions.slice(0, MOST).map((one) => ({
      action: paths.sayTechnology(one.contract.id),
      contractHref: paths.contract(one.contract.id),
      contract: one.contract.title,
      technologyHref: paths.technology(one.technology.slug),
      technology: one.technology.slug,
      product: one.technology.product,
      why: `The ${one.found_in} says “${one.words}”`,
    })),
  }
}

function sentence(count: number): string {
  if (count === 0) return 'Nothing is waiting for an answer.'
  const shown = count > MOST ? ` The first ${formatCount(MOST)} are shown.` : ''
  return `${plural(count, 'contract may be', 'contracts may be')} for a product that their words name.${shown}`
}
