// What is kept of a supplier and of every spelling of its name?
import { bigint, integer, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'string' })

export const suppliers = pgTable('suppliers', {
  id: uuid('id').primaryKey().defaultRandom(),
  slug: text('slug').notNull().unique(),
  name: text('name').notNull(),
  createdAt: instant('created_at').notNull().defaultNow(),
})

export const supplierNames = pgTable('supplier_names', {
  id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  supplierId: uuid('supplier_id')
    .notNull()
    .references(() => suppliers.id),
  name: text('name').notNull(),
  companyNumber: text('company_number').notNull().default(''),
  kind: text('kind').notNull(),
  strictKey: text('strict_key').notNull(),
  legalForm: text('legal_form'),
  normaliserVersion: integer('normaliser_version').notNull(),
  firstSeenAt: instant('first_seen_at').notNull().defaultNow(),
})
