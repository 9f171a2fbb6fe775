// Where does the register keep what a kind of return lists?
import { type SQL, sql } from 'drizzle-orm'
import type { ReturnKind } from './read-types.ts'

/**
 * The tables of contracts and of deployments are of one shape: what is current, its versions, and what the authority said
 * of what its return left out. What is the same for both is written once, over these names.
 */
export interface RegisterOfKind {
  /** What is current, under the alias `c`. */
  things: SQL
  versions: SQL
  /** What a publication left out or brought back. */
  presence: SQL
  answers: SQL
  /** The column that names the thing in every other table. */
  id: SQL
  /** Whether a published return holds it, of the row `c`; the public may see less. */
  isReported: SQL
  /** What a person calls it, of the row `c`. */
  title: SQL
  /** By what a row that cannot be used may still be told to mean it: of the row `c`, and of `values` of a row. */
  keyOfThing: SQL
  keyOfRow: SQL
}

export const REGISTER: Readonly<Record<ReturnKind, RegisterOfKind>> = {
  contracts: {
    things: sql`contracts`,
    versions: sql`contract_versions`,
    presence: sql`contract_presence_changes`,
    answers: sql`contract_answers`,
    id: sql`contract_id`,
    isReported: sql`c.is_public`,
    title: sql`c.title`,
    keyOfThing: sql`fold_key(c.local_reference)`,
    keyOfRow: sql`fold_key(values->>'local_reference')`,
  },
  systems: {
    things: sql`deployments`,
    versions: sql`deployment_versions`,
    presence: sql`deployment_presence_changes`,
    answers: sql`deployment_answers`,
    id: sql`deployment_id`,
    isReported: sql`c.is_reported`,
    title: sql`c.technology`,
    keyOfThing: sql`fold_key(concat_ws(' / ', c.technology, c.service_area))`,
    keyOfRow: sql`fold_key(concat_ws(' / ', values->>'technology', values->>'service_area'))`,
  },
}
