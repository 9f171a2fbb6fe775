// What does the page of the alignment finder show?
import type { CalendarDate } from '../../../lib/calendar-date.ts'
import type { AlignmentPage, ListedCluster } from '../../../market/alignment-schemas.ts'
import { formatCount, formatDay, plural } from '../../filters.ts'
import { paths } from '../../paths.ts'
import { authorityWords } from '../suppliers/suppliers-view.ts'
import { type AskedAlignment, addressOf } from './alignment-form.ts'
import { combinedWords, decideWords, extendWords } from './alignment-words.ts'

interface Shown {
  asked: AskedAlignment
  authorities: readonly { slug: string; name: string }[]
  page: AlignmentPage | null
  today: CalendarDate
}

export function alignmentView({ asked, authorities, page, today }: Shown) {
  const { form, errors, filters } = asked
  const errorOf = (name: string) => errors.find(({ field }) => field === name)?.message ?? ''
  return {
    title:
      errors.length > 0 ? 'Error: Contracts that could end together' : 'Contracts that could end together',
    section: 'opportunities' as const,
    showsSample: page?.clusters.some((one) => one.is_sample) === true,
    errors: errors.map(({ field, message }) => ({ href: field ? `#${field}` : '#filters', message })),
    days: [
      {
        name: 'target_from',
        label: 'From',
        value: form.target_from?.[0] ?? '',
        error: errorOf('target_from'),
      },
      { name: 'target_to', label: 'To', value: form.target_to?.[0] ?? '', error: errorOf('target_to') },
    ],
    groups: groups(form, authorities, page?.choices ?? null, errorOf('authority')),
    found: page !== null && filters !== null ? foundView(filters, page, today) : false,
  }
}

function foundView(
  filters: NonNullable<AskedAlignment['filters']>,
  page: AlignmentPage,
  today: CalendarDate,
) {
  return {
    sentence: page.total === 1 ? '1 common end' : `${formatCount(page.total)} common ends`,
    rows: page.clusters.map((one) => clusterRow(one, today)),
    coverage: coverageWords(page),
    downloads: [
      { text: 'CSV', href: addressOf(paths.alignmentCsv, filters) },
      { text: 'JSON', href: addressOf(paths.alignmentJson, filters) },
    ],
    next: page.next_cursor ? addressOf(paths.alignment, filters, page.next_cursor) : '',
    isLaterPage: filters.cursor !== undefined,
    first: addressOf(paths.alignment, filters),
  }
}

function coverageWords({ coverage, found_on }: AlignmentPage): string {
  if (coverage === null || found_on === null) return 'Nothing has been looked for yet.'
  const { contracts, without_subject, without_end } = coverage
  return `Found on ${formatDay(found_on)} among ${plural(contracts, 'contract')} that end and that something is to follow. Not among them: ${formatCount(without_subject)} of which no technology or service area is stated, and ${formatCount(without_end)} that state no end.`
}

function clusterRow(one: ListedCluster, today: CalendarDate) {
  const { subject, target, authorities, contracts } = one
  return {
    href: paths.alignmentCluster(subject.kind, subject.code, target),
    title: `${subject.name}: ${formatDay(target)}`,
    kind: subject.kind === 'technology' ? 'Technology' : 'Service area',
    place: rankWords(one),
    who: `${plural(contracts, 'contract')} of ${authorityWords(authorities.map(({ name }) => name))}`,
    extend: extendWords(one),
    decide: decideWords(one, today),
    combined: combinedWords(one),
    isSample: one.is_sample,
  }
}

/** `The best of 15 for Parking`; nothing where it is the only one. */
function rankWords({ rank, ranked, subject }: ListedCluster): string {
  if (ranked === 1) return ''
  return rank === 1
    ? `The best of ${formatCount(ranked)} for ${subject.name}`
    : `Number ${formatCount(rank)} of ${formatCount(ranked)} for ${subject.name}`
}

interface Choice {
  code: string
  label: string
  count: string
}

function groups(
  form: AskedAlignment['form'],
  authorities: Shown['authorities'],
  choices: AlignmentPage['choices'] | null,
  authorityError: string,
) {
  const counted = (all: AlignmentPage['choices']['technology'] = []): Choice[] =>
    all.map(({ code, name, clusters }) => ({ code, label: name, count: ` (${formatCount(clusters)})` }))
  const boroughs = authorities.map(({ slug, name }) => ({ code: slug, label: name, count: '' }))
  return [
    group(form, 'technology', 'Technology', counted(choices?.technology), ''),
    group(form, 'service_area', 'Service area', counted(choices?.service_area), ''),
    group(form, 'authority', 'Boroughs that must all be in it', boroughs, authorityError),
  ]
}

function group(
  form: AskedAlignment['form'],
  name: string,
  legend: string,
  known: readonly Choice[],
  error: string,
) {
  const ticked = new Set(form[name])
  const choices = known
    .map((one, at) => ({
      ...one,
      id: at === 0 ? name : `${name}-${at + 1}`,
      isChosen: ticked.has(one.code),
    }))
    .sort((one, other) => Number(other.isChosen) - Number(one.isChosen))
  return { name, legend, choices, error, isOpen: ticked.size > 0 || error !== '' }
}
