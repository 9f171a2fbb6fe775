// How does an authority come into the register?
import { appendAudit } from '../audit/audit-queries.ts'
import type { Db } from '../db/client.ts'
import { readAuthorityFile } from './authority-file-schemas.ts'
import { findAuthority, insertAuthority } from './authority-queries.ts'
import type { NewAuthority } from './authority-schemas.ts'

export type AddAuthorityOutcome = { added: true } | { added: false; reason: string }

/** Adds one authority, or says which of its codes another has. Safe to call again: the second answer is a refusal. */
export function addAuthority(db: Db, authority: NewAuthority, actor: string): Promise<AddAuthorityOutcome> {
  return db.transaction(async (tx) => {
    if (!(await insertAuthority(tx, authority))) {
      const same = await findAuthority(tx, authority.slug)
      const what = same
        ? `the slug ${authority.slug}`
        : `the code ${authority.gssCode} or ${authority.laCode}`
      return { added: false, reason: `There is an authority with ${what} already.` }
    }
    await appendAudit(tx, {
      actor,
      action: 'authority.added',
      subjectKind: 'authority',
      subjectId: authority.slug,
      after: authority,
    })
    return { added: true }
  })
}

/** Adds those of the file's authorities that are not there yet; how many. */
export async function seedAuthorities(db: Db, csv: string): Promise<number> {
  let added = 0
  for (const authority of readAuthorityFile(csv)) if (await insertAuthority(db, authority)) added += 1
  return added
}
