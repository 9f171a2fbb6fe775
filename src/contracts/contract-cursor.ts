// Where does the next page of contracts begin?
import { z } from 'zod'
import { AppError } from '../errors.ts'

const shape = z.tuple([z.number(), z.number().int(), z.uuid()])

/** The last row shown, in the order of the list. */
export interface ContractCursor {
  rank: number
  day: number
  id: string
}

export function writeCursor(cursor: ContractCursor): string {
  return Buffer.from(JSON.stringify([cursor.rank, cursor.day, cursor.id])).toString('base64url')
}

/** @throws AppError `unknown_filter` when the text was not made by `writeCursor`. */
export function readCursor(text: string): ContractCursor {
  try {
    const [rank, day, id] = shape.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')))
    return { rank, day, id }
  } catch {
    throw new AppError('unknown_filter', 'The cursor cannot be read. Start again from the first page.', [
      { place: 'cursor', message: 'is not a cursor that this list gave out' },
    ])
  }
}
