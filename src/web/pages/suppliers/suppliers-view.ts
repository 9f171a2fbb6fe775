// What does the page of suppliers show?
import type { SupplierFilters, SupplierPage } from '../../../suppliers/supplier-schemas.ts'
import { joinWords, plural } from '../../filters.ts'
import { paths, withQuery } from '../../paths.ts'

const MOST_NAMED = 3

export function suppliersView(filters: SupplierFilters, found: SupplierPage) {
  const q = filters.q ?? ''
  return {
    title: `${q === '' ? 'Suppliers' : `${q} – suppliers`}${filters.cursor ? ', continued' : ''}`,
    section: 'suppliers' as const,
    q,
    rows: found.suppliers.map((supplier) => ({
      href: paths.supplier(supplier.slug),
      slug: supplier.slug,
      name: supplier.name,
      numbers: supplier.company_numbers.map((number) => `Company ${number}`).join(', '),
      spellings: supplier.spellings > 1 ? `Typed in ${supplier.spellings} ways` : '',
      contracts: supplier.contracts === 0 ? 'No contracts' : plural(supplier.contracts, 'contract'),
      authorities: authorityWords(supplier.authorities.map(({ name }) => name)),
    })),
    downloads: (['csv', 'json'] as const).map((form) => ({
      label: form.toUpperCase(),
      href: withQuery(paths.suppliersFile(form), { q: filters.q }),
    })),
    isEmpty: found.suppliers.length === 0,
    isLaterPage: filters.cursor !== undefined,
    first: withQuery(paths.suppliers, { q: filters.q }),
    next: found.next_cursor ? withQuery(paths.suppliers, { q: filters.q, cursor: found.next_cursor }) : '',
  }
}

/** "Camden, Hackney, Sutton and 4 more". */
export function authorityWords(names: readonly string[]): string {
  if (names.length <= MOST_NAMED + 1) return joinWords(names)
  return `${names.slice(0, MOST_NAMED).join(', ')} and ${names.length - MOST_NAMED} more`
}
