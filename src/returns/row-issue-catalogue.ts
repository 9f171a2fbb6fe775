// What can be wrong with a row of a return, and what should the officer do?
import { error, type IssueKind, note, warning } from './issue-kinds.ts'

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
  value_jump: warning(
    'is more than ten times what is published, or less than a tenth of it.',
    'Check that no digit was lost or added.',
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
  formula_guard_removed: note(
    'has an apostrophe in front that keeps it from being calculated; the text behind it was read.',
    'Nothing needs to be done.',
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

export type RowIssueCode = keyof typeof ROW_ISSUES
