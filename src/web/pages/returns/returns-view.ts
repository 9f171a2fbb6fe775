// What does the list of returns show?
import type { CalendarDate } from '../../../lib/calendar-date.ts'
import type { ReturnDetail } from '../../../returns/return-schemas.ts'
import { dayOf, formatCount, formatDay, relativeDay } from '../../filters.ts'
import { paths } from '../../paths.ts'
import { stateWords } from '../../return-state.ts'

export function returnsView(
  returns: ReturnDetail[],
  facts: { today: CalendarDate; maySubmit: boolean; most: number },
) {
  return {
    title: 'Returns',
    section: 'returns' as const,
    sampleNotice: returns.some((one) => one.is_sample) ? 'page' : '',
    maySubmit: facts.maySubmit,
    isCut: returns.length >= facts.most,
    most: facts.most,
    rows: returns.map((one) => ({
      href: paths.return(one.id),
      file: one.file.name,
      authority: one.authority.name,
      received: formatDay(dayOf(one.received_at)),
      ago: relativeDay(dayOf(one.received_at), facts.today),
      state: stateWords(one.state),
      isSample: one.is_sample,
      rows: one.counts ? formatCount(one.counts.read) : 'not counted yet',
      errors: one.counts ? formatCount(one.counts.bad) : 'not counted yet',
    })),
  }
}
