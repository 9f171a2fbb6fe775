// Why is a file refused as a whole?
import { REFUSALS, type RefusalCode } from '../issue-catalogue.ts'

/** Ends the reading of a file; caught once, by `readReturn`. `detail` says what exactly was found, and where. */
export class Refusal extends Error {
  readonly code: RefusalCode
  readonly line: number | null

  constructor(code: RefusalCode, detail: string, line: number | null = null) {
    const kind = REFUSALS[code]
    super(
      `${line === null ? '' : `Line ${line}: `}${kind.what} ${detail} ${kind.todo}`.replace(/ {2,}/g, ' '),
    )
    this.code = code
    this.line = line
  }
}
