// How are the parts of a workbook counted and its shared texts kept, however many it claims to have?
import { Refusal } from './refusal.ts'

const PAGE = 65_536

/**
 * Texts by number, in pages: one array that grows to millions asks for its room in one piece, and a piece larger than
 * what is left of a thread's memory ends the whole process instead of the thread.
 */
export class SharedTexts {
  readonly #pages: string[][] = []
  #page: string[] = []

  add(text: string): void {
    if (this.#page.length === 0 || this.#page.length === PAGE) {
      this.#page = []
      this.#pages.push(this.#page)
    }
    this.#page.push(text)
  }

  /** The text with a number from 0 on; undefined where there is none. */
  at(number: number): string | undefined {
    return this.#pages[Math.floor(number / PAGE)]?.[number % PAGE]
  }
}

/** To be called for each of something; throws `Refusal` at the first beyond `most`. */
export function atMost(most: number, what: string): () => void {
  let seen = 0
  return () => {
    seen += 1
    if (seen > most)
      throw new Refusal('zip_bomb', `It has more than ${most.toLocaleString('en-GB')} ${what}.`)
  }
}
