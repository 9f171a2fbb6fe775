// What do the cells under a heading look like?
import { readDate } from '../values/date.ts'
import { readMoney } from '../values/money.ts'
import { readTerm } from '../values/term-text.ts'
import { readYesNo } from '../values/yes-no.ts'

/** Share of the filled sample cells that read as each type, 0 to 1. */
export interface ValueShapes {
  filled: number
  dates: number
  money: number
  yesNo: number
  terms: number
}

/** Samples are cells as typed. */
export function valueShapes(samples: readonly string[]): ValueShapes {
  const cells = samples.map((cell) => cell.trim()).filter((cell) => cell !== '')
  const share = (test: (cell: string) => boolean): number =>
    cells.length === 0 ? 0 : cells.filter(test).length / cells.length
  return {
    filled: cells.length,
    dates: share(
      (cell) => /[/.\-\s]|^\d{8}$|^\d{5}(\.\d+)?$/.test(cell) && readDate(cell, 'start').value !== null,
    ),
    money: share((cell) => readMoney(cell, 100).value !== null),
    yesNo: share((cell) => readYesNo(cell, '').value !== null),
    terms: share((cell) => /[a-z+x]/i.test(cell) && (readTerm(cell, false).options ?? []).length > 0),
  }
}
