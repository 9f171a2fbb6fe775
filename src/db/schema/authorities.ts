// What is kept of an authority?
import { boolean, integer, pgTable, smallint, text, timestamp } from 'drizzle-orm/pg-core'

export const authorities = pgTable('authorities', {
  id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
  slug: text('slug').notNull().unique(),
  name: text('name').notNull(),
  officialName: text('official_name').notNull(),
  gssCode: text('gss_code').notNull().unique(),
  laCode: text('la_code').unique(),
  onsCode: text('ons_code'),
  inLondon: boolean('in_london').notNull(),
  aliases: text('aliases').array().notNull().default([]),
  neighbours: text('neighbours').array().notNull().default([]),
  population: integer('population'),
  tileColumn: smallint('tile_column'),
  tileRow: smallint('tile_row'),
  publishAtOnce: boolean('publish_at_once').notNull().default(false),
  /** Takes part in what authorities show one another. */
  shares: boolean('shares').notNull().default(false),
  createdAt: timestamp('created_at', { withTimezone: true, mode: 'string' }).notNull().defaultNow(),
})
