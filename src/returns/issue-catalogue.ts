// What can be wrong with a return, how grave is it, and what should the officer do?
import type { Severity } from './read-types.ts'

/** One kind of issue: `what` follows the place and the text found; `todo` says what to do about it. */
export interface IssueKind {
  severity: Severity
  what: string
  todo: string
}

const error = (what: string, todo: string): IssueKind => ({ severity: 'error', what, todo })
const warning = (what: string, todo: string): IssueKind => ({ severity: 'warning', what, todo })
const note = (what: string, todo = 'Nothing needs doing.'): IssueKind => ({ severity: 'note', what, todo })

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
  value_unit_in_heading: note(
    'The heading states a unit, so the numbers below it were multiplied.',
    'Check one of the values.',
  ),
  day_first_assumed: warning(
    'Every date of the column could be day first or month first; they were read day first.',
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

/** Of a row or of one of its cells. */
export const ROW_ISSUES = {
  too_many_cells: error(
    'The row has more cells than the headings allow for, so its cells may be shifted.',
    'Put quotes round a cell that holds the separator, such as "12,500".',
  ),
  too_few_cells: warning(
    'The row has fewer cells than there are headings; the missing ones were taken as blank.',
    'Check that no cell was lost.',
  ),
  malformed_quote: error(
    'Text follows a closing quote.',
    'Double the quotes inside the cell, or take them out.',
  ),
  mixed_encoding: error(
    'The row holds bytes that are not text in the encoding of the file.',
    'Type the marked letters again and save as “CSV UTF-8”.',
  ),
  replacement_character: warning(
    'holds a � where a letter was lost before the file reached us.',
    'Type the letter again.',
  ),
  control_character: error('holds a control character that no register can keep.', 'Type the cell again.'),
  title_missing: error('The title is blank.', 'Say what the contract is for.'),
  supplier_missing: error('The supplier is blank.', 'Name the supplier.'),
  technology_missing: error('The name of the technology is blank.', 'Name the system.'),
  supplier_not_stated: note('The supplier of the system is blank.', 'Add it if it is known.'),
  reference_missing: note(
    'The contract reference is blank.',
    'Title, supplier and start tell the contract apart instead; a reference is safer.',
  ),
  text_too_long: error(
    'is longer than the field allows.',
    'Shorten it; long text belongs in the description.',
  ),
  excel_error: error(
    'is an error word of the spreadsheet program, not a value.',
    'Correct the formula, or type the value.',
  ),
  formula_no_result: error(
    'is a formula without a saved result.',
    'Open the workbook, let it calculate, and save it; or type the value.',
  ),
  other_authority: error(
    'names another authority; its rows cannot come in with this return.',
    'Leave the row out; that authority reports it.',
  ),
  authority_unrecognised: warning(
    'is not the name of an authority we know; the row is taken as your own.',
    'Check the name.',
  ),
  totals_row_ignored: note('The row holds a total and was left out.'),
  repeated_heading_ignored: note('The row repeats the headings and was left out.'),
  note_row_ignored: note(
    'The row has one filled cell; it was taken as a note or section title and left out.',
    'Fill in the rest of the row if it is a contract.',
  ),
  exact_duplicate_ignored: note('The row repeats an earlier row and was left out.'),
  duplicate_conflict: error(
    'Another row has the same reference, supplier and title, and says something else.',
    'Keep the row that is right, or give each its own reference.',
  ),
  reference_lots: warning(
    'Another row has the same reference and supplier with another title; both were taken as lots of one contract.',
    'Give each its own reference if they are separate contracts.',
  ),
  reference_several_suppliers: warning(
    'Another row has the same reference with another supplier.',
    'Check that both belong to one contract.',
  ),
  identity_shared: warning(
    'Another row without a reference has the same title, supplier and start.',
    'Give each row a reference so that they can be told apart.',
  ),
  date_invalid: error('is not a day of the calendar.', 'Correct the day, the month or the year.'),
  date_unrecognised: error(
    'cannot be read as a date.',
    'Write one date, such as 31/03/2027; an extension belongs in its own column.',
  ),
  date_out_of_range: error(
    'is outside 1990 to 2079.',
    'Correct the year; leave the cell blank or write “Ongoing” if there is no end.',
  ),
  date_token: warning(
    'is a word, not a date; the date was left empty and the word kept.',
    'Give the date when it is known.',
  ),
  two_digit_year: warning(
    'has a year of two digits; 00 to 79 were read as 2000s, 80 to 99 as 1900s.',
    'Write the year with four digits.',
  ),
  excel_serial: warning(
    'is a day number of the spreadsheet program and was read as a date.',
    'Format the column as dates before saving.',
  ),
  month_precision: warning(
    'names a month but no day; the first day was taken for a start, the last for an end.',
    'Give the day if it is known.',
  ),
  weekday_mismatch: warning('names another day of the week than that date has.', 'Check the date.'),
  end_before_start: error('The end is before the start.', 'Correct the start or the end.'),
  max_end_before_end: warning('The maximum end is before the current end.', 'Correct one of the two.'),
  start_before_signed: warning('The contract starts before it was signed.', 'Check both dates.'),
  end_far_away: warning('The end is more than 25 years after the start.', 'Check the year.'),
  ended_still_reported: warning(
    'The contract has ended and is still reported.',
    'Take it out, or correct the end.',
  ),
  value_unreadable: error(
    'cannot be read as an amount of money.',
    'Write pounds as a number, such as 12,500.00.',
  ),
  value_ambiguous: note(
    'can be read as two different amounts.',
    'Write it without separators, such as 12345.00.',
  ),
  value_out_of_range: error('is more than £10,000,000,000 either way.', 'Correct the amount.'),
  value_negative: warning(
    'is negative; it is kept, and left out of totals until reviewed.',
    'Check the sign.',
  ),
  value_exponent: warning(
    'is written with an exponent, so digits may have been lost.',
    'Format the column as a number before saving.',
  ),
  value_token: warning(
    'is a word, not an amount; the value was left empty and the word kept.',
    'Give the amount when it is known.',
  ),
  value_range: warning(
    'is a range; both ends are kept and no single value.',
    'Give one amount if it is known.',
  ),
  value_nominal: note('is a nominal amount.', 'Check that one pound is meant.'),
  value_rounded: warning(
    'has more than two decimals and was rounded to the penny.',
    'Round the amount in the sheet.',
  ),
  value_basis_in_cell: warning(
    'states a period that the heading does not.',
    'Check whether the amount is for a year, a month or the whole term.',
  ),
  foreign_currency: warning('is not in pounds; the text is kept and no value.', 'Give the amount in pounds.'),
  full_width_digits: warning(
    'is written in full-width characters and was read as ordinary digits.',
    'Type the amount again.',
  ),
  yes_no_unreadable: warning(
    'is neither yes nor no; the answer was left unknown and the text kept.',
    'Write Yes or No.',
  ),
  number_unreadable: warning(
    'is not a whole number; it was left empty and the text kept.',
    'Write a number.',
  ),
  code_unrecognised: warning(
    'is not one of the answers known for this field; the text is kept.',
    'Choose one of the known answers.',
  ),
  satisfaction_out_of_range: warning(
    'is not a number from 1 to 5; it was left empty and the text kept.',
    'Give 1 (poor) to 5 (good).',
  ),
  term_unreadable: warning(
    'is a term or an option that could not be broken into steps; the text is kept.',
    'Write it as 2+1+1 (years) or “2 x 12 months”.',
  ),
  company_number_suspect: warning(
    'is not a whole company number.',
    'Give the eight characters shown by Companies House.',
  ),
  charity_number_suspect: warning(
    'is not a charity number.',
    'Give the number shown by the charity register.',
  ),
  cpv_suspect: warning('is not a CPV code of eight digits.', 'Give the code, such as 48000000.'),
  supplier_multiple: warning(
    'names several suppliers; each was taken as a supplier of this contract.',
    'Check the names.',
  ),
  supplier_placeholder: warning(
    'stands for no particular supplier.',
    'Name the supplier, or say why it is withheld.',
  ),
  redaction_marker: warning(
    'is a redaction marker; every name of the row is withheld.',
    'State the ground for withholding.',
  ),
  formula_like_text: warning(
    'starts like a formula; it is kept as text and never calculated.',
    'Check that it is what was meant.',
  ),
  invisible_characters: warning('holds invisible characters.', 'Type the text again.'),
  bidi_characters: warning(
    'holds characters that turn the direction of writing.',
    'Type the text again; an administrator will look at it.',
  ),
  confusable_supplier: warning(
    'mixes letters of two alphabets that look alike.',
    'Type the name again; an administrator will look at it.',
  ),
  mojibake_suspected: warning(
    'seems to have been saved twice in different encodings.',
    'Correct the letters, and save as “CSV UTF-8”.',
  ),
  personal_data_suspected: warning(
    'may hold personal data.',
    'Take it out, or confirm that it may be published.',
  ),
} as const satisfies Record<string, IssueKind>

export type RefusalCode = keyof typeof REFUSALS
export type FileIssueCode = keyof typeof FILE_ISSUES
export type RowIssueCode = keyof typeof ROW_ISSUES
export type IssueCode = RefusalCode | FileIssueCode | RowIssueCode

/** Every code there is. */
export const ISSUE_CATALOGUE: Readonly<Record<IssueCode, IssueKind>> = {
  ...REFUSALS,
  ...FILE_ISSUES,
  ...ROW_ISSUES,
}
