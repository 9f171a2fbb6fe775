// What can be wrong with a return as a whole, and what should the officer do?
import { error, type IssueKind, note, warning } from './issue-kinds.ts'
import { ROW_ISSUES, type RowIssueCode } from './row-issue-catalogue.ts'

/** Refusals: nothing of the file is used. */
export const REFUSALS = {
  empty_file: error('The file holds nothing.', 'Send the file again; the upload may have been cut short.'),
  file_too_large: error(
    'The file is larger than we accept.',
    'Split it, or leave out columns that are not needed.',
  ),
  field_too_large: error(
    'One cell is larger than we accept.',
    'A quote may be missing its partner; check that cell.',
  ),
  too_many_rows: error('The file has more rows than we accept.', 'Split it into several returns.'),
  too_many_columns: error(
    'The file has more columns than we accept.',
    'Leave out columns that are not needed.',
  ),
  undecodable: error(
    'The text is in an encoding we cannot read.',
    'Save it as “CSV UTF-8” and send it again.',
  ),
  unsupported_type: error(
    'This kind of file cannot be read.',
    'Save the register as .xlsx or as “CSV UTF-8”.',
  ),
  encrypted_file: error('The file is locked with a password.', 'Take the password off and send it again.'),
  macro_file: error('The workbook carries macros.', 'Save it as .xlsx without macros.'),
  html_file: error(
    'This is a web page, not a table.',
    'Sign in where the file came from, download it again, and open it once to check.',
  ),
  wrong_extension: error(
    'The name and the content of the file do not agree.',
    'Save it again under the right type.',
  ),
  not_a_table: error('The file is not a table of text.', 'Save the register as .xlsx or as “CSV UTF-8”.'),
  zip_bomb: error(
    'The workbook unpacks to far more than it should.',
    'Save it again from the spreadsheet program.',
  ),
  unsafe_xml: error(
    'The workbook holds parts that no spreadsheet program writes.',
    'Save it again from the spreadsheet program.',
  ),
  corrupt_file: error('The workbook is damaged.', 'Open it, save it again as .xlsx, and send that.'),
  unclosed_quote: error(
    'A quote is opened and not closed properly, so the rows cannot be told apart.',
    'Close the quote, or take it out.',
  ),
  no_header_row: error(
    'No row of headings was found in the first 20 rows.',
    'Put one row of headings above the data.',
  ),
  missing_required_heading: error(
    'A heading that every return needs is missing.',
    'Add the column, or rename its heading, in one heading row.',
  ),
  duplicate_heading: error(
    'Two columns have the same heading.',
    'Rename one, or take it out, so that no value is lost.',
  ),
  several_data_sheets: error(
    'Several sheets of the workbook hold data.',
    'Keep one sheet, or say which sheet to read.',
  ),
  header_only: error('There are headings but no rows under them.', 'Add the rows and send the file again.'),
  no_good_rows: error('Not one row can be used.', 'Correct the errors listed and send the file again.'),
  month_first_dates: error(
    'A date can only be read with the month first.',
    'Write every date day first, such as 31/03/2027, or as 2027-03-31.',
  ),
} as const satisfies Record<string, IssueKind>

/** Of the file as a whole; the file is still used. */
export const FILE_ISSUES = {
  encoding_guessed: warning(
    'The text was read as Windows-1252, because it is not UTF-8.',
    'Check accents and pound signs; “CSV UTF-8” avoids the guess.',
  ),
  title_rows_skipped: note('Rows above the headings were skipped.'),
  sheet_chosen: note('One sheet of several was read.', 'Check that it is the right one.'),
  hidden_sheet_ignored: warning(
    'Hidden sheets were not read.',
    'Unhide a sheet and send the file again if it belongs to the return.',
  ),
  formula_result_used: note('Cells with formulas were read by their saved results.'),
  merged_cells: warning(
    'Cells are merged among the data; only the first cell of each keeps its text.',
    'Unmerge them and fill each row.',
  ),
  unheaded_column: warning(
    'A column without a heading holds data and was left out.',
    'Give it a heading if it belongs to the return.',
  ),
  column_not_used: note(
    'Columns were not recognised and are kept as sent, outside the register.',
    'Name their fields on the mapping page if they belong.',
  ),
  ambiguous_heading: warning(
    'A heading can mean more than one thing.',
    'Say once what it means; the answer is remembered.',
  ),
  heading_vanished: warning(
    'A heading of the last return is not in this one.',
    'Check that the column was left out on purpose.',
  ),
  heading_new: warning('A heading was not in the last return.', 'Check the field it was given.'),
  correction_not_applied: warning(
    'A correction was made to a cell that now holds another text.',
    'Look at the cell and correct it again.',
  ),
  value_unit_in_heading: note(
    'The heading states a unit, so the numbers below it were multiplied.',
    'Check one of the values.',
  ),
  day_first_assumed: warning(
    'Every date of a column could be day first or month first; they were read day first.',
    'Check one of the dates.',
  ),
  text_maybe_cut: warning(
    'The longest texts of the column all have the same length, as if they had been cut.',
    'Check that the export does not shorten them.',
  ),
  reference_column_missing: note(
    'There is no column of contract references.',
    'Contracts are told apart by title, supplier and start; a reference is safer.',
  ),
  title_names_other_authority: warning(
    'The rows above the headings name another authority.',
    'Check that this is your own return.',
  ),
} as const satisfies Record<string, IssueKind>

export type RefusalCode = keyof typeof REFUSALS
export type FileIssueCode = keyof typeof FILE_ISSUES
export type { RowIssueCode }
export type IssueCode = RefusalCode | FileIssueCode | RowIssueCode

/** Every code there is. */
export const ISSUE_CATALOGUE: Readonly<Record<IssueCode, IssueKind>> = {
  ...REFUSALS,
  ...FILE_ISSUES,
  ...ROW_ISSUES,
}
