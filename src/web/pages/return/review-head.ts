// What stands above every page of a return in review: whose it is, how far it is, which step this is?
import type { ReturnDetail } from '../../../returns/return-schemas.ts'
import { plural } from '../../filters.ts'
import { paths } from '../../paths.ts'
import { progressSentence, stateWords } from '../../return-state.ts'

/** Values for `pages/return/review-head.njk`; `here` is the page itself, to be looked at again while a program works. */
export function reviewHead(detail: ReturnDetail, here: string, heading: string) {
  const state = stateWords(detail.state)
  return {
    section: 'returns' as const,
    sampleNotice: detail.is_sample ? 'page' : '',
    backLink: { text: 'The return', href: paths.return(detail.id) },
    heading,
    authority: detail.authority.name,
    file: detail.file.name,
    state,
    progress: progressSentence(detail),
    watch: state.isSettled ? '' : paths.returnEvents(detail.id),
    here,
  }
}

export interface Step {
  title: string
  href: string | false
  hint: string
  status: string
  colour: string
}

/** The steps from a return that was read to one that is published, each with how it stands. */
export function reviewSteps(detail: ReturnDetail, canAnswer: boolean): Step[] {
  if (!['read', 'published', 'withdrawn'].includes(detail.state) && !canAnswer) return []
  const steps = [headingsStep(detail)]
  if (detail.counts !== null && detail.state !== 'refused') {
    steps.push(issuesStep(detail))
    steps.push(changesStep(detail), qualityStep(detail), publishStep(detail))
  }
  return steps
}

function headingsStep({ id, must_confirm, open_questions, state }: ReturnDetail): Step {
  const asked =
    must_confirm > 0
      ? [`${plural(must_confirm, 'question')} to answer first`, 'red']
      : open_questions > 0
        ? [`${plural(open_questions, 'question')} open`, 'yellow']
        : ['', '']
  const refused = state === 'refused'
  return {
    title: 'What the headings mean',
    href: paths.returnMapping(id),
    hint: 'Every column of the file and the field it is read as.',
    status: refused ? 'To answer first' : asked[0] || 'Nothing to answer',
    colour: refused ? 'red' : (asked[1] ?? ''),
  }
}

function issuesStep({ id, counts }: ReturnDetail): Step {
  const bad = counts?.bad ?? 0
  return {
    title: 'What was found in the cells',
    href: paths.returnIssues(id),
    hint: 'Errors, warnings and notes, each with its line and what to do.',
    status: bad > 0 ? `${plural(bad, 'row')} with errors` : 'No row has an error',
    colour: bad > 0 ? 'yellow' : '',
  }
}

function changesStep({ id, contracts, state }: ReturnDetail): Step {
  const isDone = state === 'published' && contracts !== null
  return {
    title: isDone ? 'What publishing changed' : 'What will change in the register',
    href: paths.returnChanges(id),
    hint: 'New, changed field by field, unchanged, and not in this file.',
    status: isDone ? 'Published' : state === 'withdrawn' ? 'Undone' : 'Look before publishing',
    colour: isDone ? 'green' : '',
  }
}

function qualityStep({ id }: ReturnDetail): Step {
  return {
    title: 'How good the file is',
    href: paths.returnQuality(id),
    hint: 'Complete, valid, identifiable, on time and fresh: each lost point with its rows.',
    status: 'Report',
    colour: '',
  }
}

function publishStep({ state, must_confirm }: ReturnDetail): Step {
  const words: Record<string, [string, string]> = {
    published: ['Published', 'green'],
    withdrawn: ['Withdrawn', 'grey'],
  }
  const ready: [string, string] = must_confirm > 0 ? ['Cannot start yet', 'grey'] : ['Ready', 'blue']
  const [status, colour] = words[state] ?? ready
  return {
    title: 'Publish',
    href: state === 'read' && must_confirm === 0 ? '#publish' : false,
    hint: 'Until then the public sees what it saw before.',
    status,
    colour,
  }
}
