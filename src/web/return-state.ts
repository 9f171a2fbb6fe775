// How far has a return come, in words?
import type { ReturnDetail, ReturnState } from '../returns/return-schemas.ts'
import { plural } from './filters.ts'

interface StateWords {
  label: string
  colour: 'yellow' | 'green' | 'red' | 'grey' | ''
  /** Nobody waits for a program any more. */
  isSettled: boolean
}

const WORDS: Record<ReturnState, StateWords> = {
  received: { label: 'Waiting', colour: 'yellow', isSettled: false },
  reading: { label: 'Being read', colour: 'yellow', isSettled: false },
  read: { label: 'Read, not published', colour: '', isSettled: true },
  publishing: { label: 'Being published', colour: 'yellow', isSettled: false },
  published: { label: 'Published', colour: 'green', isSettled: true },
  withdrawn: { label: 'Withdrawn', colour: 'grey', isSettled: true },
  refused: { label: 'Cannot be used', colour: 'red', isSettled: true },
  failed: { label: 'Not read', colour: 'red', isSettled: true },
}

export function stateWords(state: ReturnState): StateWords {
  return WORDS[state]
}

/** One sentence on what happens now, for the page and for those who watch it change. */
export function progressSentence({
  state,
  rows_so_far,
}: Pick<ReturnDetail, 'state' | 'rows_so_far'>): string {
  if (state === 'received') return 'The file is kept and waits to be read.'
  if (state === 'reading') return `The file is being read: ${plural(rows_so_far, 'row')} so far.`
  return state === 'publishing' ? 'The return is being published.' : `${WORDS[state].label}.`
}
