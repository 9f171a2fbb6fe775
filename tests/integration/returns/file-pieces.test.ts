import fc from 'fast-check'
import { expect, it } from 'vitest'
import { openDb } from '../../../src/db/client.ts'
import { fileContent, insertChunk, insertFile } from '../../../src/returns/file-queries.ts'
import { useDatabase } from '../../support/database.ts'
import { storeAuthority } from '../../support/stored-return.ts'

const database = useDatabase()

const piece = fc.oneof(
  fc.uint8Array({ minLength: 1, maxLength: 60 }),
  fc.string({ minLength: 1, unit: 'binary' }).map((text) => Uint8Array.from(Buffer.from(text))),
  fc
    .constantFrom('\\x41', '\\101\\', 'é', '\0', 'a\0b', "'", '\ufeff', '😀')
    .map((text) => Buffer.from(text)),
  fc.constantFrom('é', '😀').map((text) => Buffer.from(text).subarray(1)),
)

it('gives a file back byte for byte, whatever its pieces hold and wherever they part a letter', async () => {
  const authorityId = await storeAuthority(database.sql, 'pieces')
  const { db, close } = openDb(database.url, { max: 1, name: 'pieces', statementTimeout: 10_000 })
  let made = 0
  try {
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { minLength: 1, maxLength: 8 }), async (pieces) => {
        made += 1
        const sha256 = String(made).padStart(64, '0')
        const { id } = await insertFile(db, { authorityId, name: 'a.csv', sha256, bytes: 1 })
        for (const [position, bytes] of pieces.entries()) await insertChunk(db, id, position, bytes)
        const back = []
        for await (const bytes of fileContent(database.url, id)) back.push(bytes)
        expect(Buffer.concat(back)).toEqual(Buffer.concat(pieces))
      }),
      { numRuns: 60 },
    )
  } finally {
    await close()
  }
})
