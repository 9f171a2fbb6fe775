// What does the page of one supplier show?
import type { SupplierDetail } from '../../../suppliers/supplier-schemas.ts'
import { dayOf, formatDay, plural } from '../../filters.ts'
import { paths, withQuery } from '../../paths.ts'
import { dayWords } from '../../withheld-words.ts'
import { authorityWords } from '../suppliers/suppliers-view.ts'

const SCHEMES: Record<string, string> = {
  'GB-COH': 'Company number',
  'GB-CHC': 'Charity number (England and Wales)',
  'GB-SC': 'Charity number (Scotland)',
  'GB-NIC': 'Charity number (Northern Ireland)',
  'GB-VAT': 'VAT number',
  'GB-PPON': 'Procurement identifier (PPON)',
  LEI: 'Legal entity identifier',
}

const VERDICTS = { same: 'the same supplier', different: 'two suppliers', unsure: 'not certain' } as const

/** `mayName`: whether whoever asks may say what the register calls it. */
export function supplierView(supplier: SupplierDetail, mayName: boolean) {
  const link = ({ slug, name }: { slug: string; name: string }) => ({ href: paths.supplier(slug), name })
  const authorities = [
    ...new Set(supplier.names.flatMap((one) => one.authorities.map(({ name }) => name))),
  ].sort()
  return {
    title: supplier.name,
    section: 'suppliers' as const,
    showsSample: supplier.contracts.some((contract) => contract.is_sample),
    heading: supplier.name,
    compare: withQuery(paths.compareSuppliers, { supplier: supplier.slug }),
    rename: mayName ? paths.renameSupplier(supplier.slug) : '',
    contractsHref: withQuery(paths.contracts, { supplier: supplier.slug }),
    downloads: (['csv', 'json'] as const).map((form) => ({
      label: form === 'csv' ? 'names as CSV' : 'everything as JSON',
      href: paths.supplierFile(supplier.slug, form),
    })),
    lead: leadWords(supplier.contracts_total, authorities),
    identifiers: supplier.identifiers.map(({ scheme, value, confirmed, source }) => ({
      label: SCHEMES[scheme] ?? scheme,
      value,
      note: confirmed ? `Confirmed: ${source}` : `Not confirmed: ${source}`,
    })),
    registered: supplier.registered_names.map((one) => ({
      name: one.name,
      note: one.is_present ? `registered name, ${one.status.toLowerCase()}` : formerWords(one.held_until),
    })),
    parents: supplier.parents.map(link),
    children: supplier.children.map(link),
    names: supplier.names.map((one) => ({
      name: one.name,
      number: one.company_number ?? '',
      authorities: authorityWords(one.authorities.map(({ name }) => name)) || 'In a systems return',
      contracts: one.contracts,
      why: one.why,
    })),
    notSure: supplier.not_sure.map((one) => ({ ...link(one.supplier), names: one.names, why: one.why })),
    judgements: supplier.judgements.map((one) => ({
      names: one.names,
      verdict: VERDICTS[one.verdict],
      reason: one.reason,
      made: formatDay(dayOf(one.made_at)),
      revoked: one.revoked_at === null ? '' : formatDay(dayOf(one.revoked_at)),
    })),
    contracts: supplier.contracts.map((contract) => ({
      href: paths.contract(contract.id),
      title: contract.title,
      authority: contract.authority.name,
      end:
        contract.current_end_on === null
          ? 'End not stated'
          : dayWords(contract.current_end_on, contract.current_end_precision),
      isSample: contract.is_sample,
    })),
    contractsHeading: contractsHeading(supplier),
  }
}

function leadWords(contracts: number, authorities: string[]): string {
  if (contracts === 0) return 'No contracts in the register; named in systems returns.'
  return `${plural(contracts, 'contract')} with ${authorityWords(authorities)}.`
}

function formerWords(until: string | null): string {
  return until === null ? 'previous name' : `previous name, until ${formatDay(until)}`
}

function contractsHeading({ contracts, contracts_total: total }: SupplierDetail): string {
  return total > contracts.length
    ? `Contracts: the ${contracts.length} of ${total} that end latest`
    : 'Contracts'
}
