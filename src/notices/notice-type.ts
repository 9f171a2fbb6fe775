// Which notice is a release, and as which one do the rules read it?
import { isPart, type Part, part, parts, textOf, wordsOf } from './release-parts.ts'

/** `named` is what the release calls itself; `countsAs` what the rules read it as, null where it bears on nothing. */
export type NoticeType = { named: string | null; countsAs: string | null }

const NAMED = /^UK(?:1[0-7]|[1-9])$/

/**
 * By the notice document of the release: the one with its id, else the latest published. A release that names no UK
 * notice (Contracts Finder, and Find a Tender before 24 February 2025) is read by its tags: a tender as UK4, an award as
 * UK6, a contract as UK7, a cancelled or withdrawn procurement as UK12.
 */
export function noticeTypeOf(release: Part): NoticeType {
  const status = textOf(part(release, 'tender'), 'status')
  const stopped = status === 'cancelled' || status === 'withdrawn'
  const named = namedType(release)
  const tags = wordsOf(release, 'tag')
  if (named !== null) {
    const isTender =
      named === 'UK1' || named === 'UK2' || named === 'UK3' || named === 'UK4' || named === 'UK5'
    return { named, countsAs: stopped && isTender ? 'UK12' : named }
  }
  return { named: null, countsAs: byTags(release, tags, stopped) }
}

function namedType(release: Part): string | null {
  const documents = noticeDocuments(release)
  const own = documents.find((one) => textOf(one, 'id') === textOf(release, 'id'))
  const latest = documents.toSorted((a, b) =>
    compare(textOf(b, 'datePublished'), textOf(a, 'datePublished')),
  )[0]
  const type = textOf(own ?? latest ?? {}, 'noticeType').toUpperCase()
  return NAMED.test(type) ? type : null
}

/** Every document of the release that names a notice type, wherever it stands. */
export function noticeDocuments(release: Part): Part[] {
  const holders = [
    part(release, 'planning'),
    part(release, 'tender'),
    ...parts(release, 'awards'),
    ...parts(release, 'contracts'),
    ...parts(release, 'contracts').map((contract) => part(contract, 'implementation')),
  ]
  return holders
    .flatMap((holder) => parts(holder, 'documents'))
    .filter((one) => isPart(one) && one.noticeType != null)
}

function byTags(release: Part, tags: readonly string[], stopped: boolean): string | null {
  const has = (...some: string[]) => some.some((tag) => tags.includes(tag))
  if (has('tenderCancellation') || stopped) return 'UK12'
  if (has('contractTermination')) return 'UK11'
  if (has('contractAmendment')) return 'UK10'
  if (has('contract', 'contractUpdate')) return 'UK7'
  if (has('award', 'awardUpdate') || awarded(release)) return begins(release) ? 'UK7' : 'UK6'
  if (has('tender', 'tenderUpdate', 'tenderAmendment')) return 'UK4'
  return has('planning', 'planningUpdate') ? 'UK2' : null
}

/** Contracts Finder tags an awarded notice as a tender and lists its awards. */
function awarded(release: Part): boolean {
  return parts(release, 'awards').some((award) => parts(award, 'suppliers').length > 0)
}

function begins(release: Part): boolean {
  return parts(release, 'awards').some((award) => textOf(part(award, 'contractPeriod'), 'startDate') !== '')
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
