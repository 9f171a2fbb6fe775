// What is known of a column while it is being mapped?
import type { ColumnMapping } from '../read-types.ts'
import type { HeadingWords } from './heading-words.ts'

/** A column on its way to a mapping. */
export interface MappedColumn extends ColumnMapping {
  words: HeadingWords
}
