// What does the queue of supplier pairs show?
import { formatPounds } from '../../../lib/money.ts'
import type { ActMade, PairSide, PairToJudge } from '../../../suppliers/pair-queue-queries.ts'
import { dayOf, formatCount, formatDay, plural } from '../../filters.ts'
import { paths, withQuery } from '../../paths.ts'
import { authorityWords } from '../suppliers/suppliers-view.ts'

interface QueueFacts {
  total: number
  pairs: PairToJudge[]
  acts: ActMade[]
  page: number
  pageSize: number
  /** The act just made, to offer its undoing at the top. */
  done: string | null
}

const VERDICTS = { same: 'the same', different: 'different', unsure: 'not certain' } as const

const REASONS: Record<string, string> = {
  two_qualify: 'The rules would merge it with more than one supplier.',
  rules_contradict: 'A rule would merge them, but a number, a legal form or a person says otherwise.',
}

export function pairsView({ total, pairs, acts, page, pageSize, done }: QueueFacts) {
  const address = (to: number) => withQuery(paths.supplierPairs, { page: to === 1 ? undefined : String(to) })
  const made = acts.map(actView)
  return {
    title: `Suppliers to judge${page > 1 ? `, page ${page}` : ''}`,
    section: 'suppliers' as const,
    sentence: total === 0 ? 'Nothing waits to be judged' : `${plural(total, 'pair')} to judge`,
    page: String(page),
    pairs: pairs.map((pair, at) => ({
      id: `${pair.left.nameId}-${pair.right.nameId}`,
      number: formatCount((page - 1) * pageSize + at + 1),
      isFirst: at === 0,
      sides: [sideView(pair.left), sideView(pair.right)],
      explanation: pair.explanation,
      reason: REASONS[pair.reason] ?? '',
    })),
    done: made.find((act) => act.id === done) ?? null,
    acts: made,
    previous: page > 1 ? address(page - 1) : '',
    next: page * pageSize < total ? address(page + 1) : '',
  }
}

function sideView(side: PairSide) {
  const others = side.spellings.filter((one) => one !== side.name)
  return {
    name: side.name,
    href: paths.supplier(side.supplier.slug),
    others: others.slice(0, 12),
    rest: others.slice(12),
    more: `And ${others.length - 12} more`,
    numbers: side.companyNumbers.join(', '),
    authorities: authorityWords(side.authorities) || 'None',
    contracts: `${plural(side.contracts, 'contract')}${side.highestValue === null ? '' : `, the largest £${formatPounds(side.highestValue).replace(/^£/, '')}`}`,
  }
}

function actView(act: ActMade) {
  const [one, other] = act.names
  const more = act.pairs > 1 ? ` and ${plural(act.pairs - 1, 'more pair')}` : ''
  return {
    id: act.act,
    words: `“${one}” and “${other}”${more}: ${VERDICTS[act.verdict]}`,
    reason: act.reason,
    day: formatDay(dayOf(act.madeAt)),
    undo: paths.undoJudgement(act.act),
  }
}
