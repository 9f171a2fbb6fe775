// How does an answer leave as a file of JSON?

/** The file in one piece. */
export async function* jsonFile(answer: object): AsyncGenerator<string> {
  yield `${JSON.stringify(answer, null, 1)}\n`
}
