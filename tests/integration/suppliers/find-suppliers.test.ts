import { expect, it } from 'vitest'
import { resolveSupplierNames } from '../../../src/suppliers/resolve-supplier-names.ts'
import { spellingOf } from '../../../src/suppliers/spelling.ts'
import { candidatePairs, wordsSharingSeveral } from '../../../src/suppliers/supplier-key-queries.ts'
import { useDatabase } from '../../support/database.ts'

const database = useDatabase()

const SYLLABLES = 'ba de fi go hu ka le mi no pu ra se ti vo wu'.split(' ')
const WORDS = SYLLABLES.flatMap((one) => SYLLABLES.map((other) => `${one}${other}x`))

function keyed(name: string) {
  const { wordsKey, keys } = spellingOf({ id: -1, name, companyNumber: '', registerNumber: null })
  return { wordsKey: wordsKey ?? '', keys, normaliserVersion: 1 }
}

it('meets a name of words that very many bear by those that bear several of them, since no word says enough', async () => {
  const many = WORDS.flatMap((word) => [`London ${word} Ltd`, `Care ${word} Ltd`])
  const names = [...many, 'London Care Group Ltd'].map((name) => ({ name, companyNumber: '' }))
  await database.db.transaction((tx) => resolveSupplierNames(tx, names))
  const asked = keyed('Care London Ltd')
  expect(await candidatePairs(database.db, [asked])).toEqual([])
  expect(await wordsSharingSeveral(database.db, asked)).toEqual([keyed('London Care Group Ltd').wordsKey])
})
