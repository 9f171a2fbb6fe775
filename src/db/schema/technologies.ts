// What is kept of a technology, of its names, and of the authorities that run it?
import {
  bigint,
  boolean,
  date,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core'
import { authorities } from './authorities.ts'
import { contracts } from './contracts.ts'
import { returns } from './returns.ts'
import { supplierNames } from './suppliers.ts'

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'string' })
const day = (name: string) => date(name, { mode: 'string' })

export const serviceAreas = pgTable('service_areas', {
  code: text('code').primaryKey(),
  label: text('label').notNull(),
  kind: text('kind').notNull(),
  /** Changing its main system takes six months longer. */
  coreSystem: boolean('core_system').notNull(),
  position: smallint('position').notNull(),
})

export const technologies = pgTable('technologies', {
  id: uuid('id').primaryKey().defaultRandom(),
  slug: text('slug').notNull(),
  product: text('product').notNull(),
  /** Who makes it, never who resells it. */
  maker: text('maker'),
  category: text('category'),
  serviceAreas: text('service_areas').array().notNull().default([]),
  /** `catalogue`: our list of products; `sample`: made up; `return`: a name that an authority typed and nobody else knew. */
  source: text('source').notNull(),
  createdAt: instant('created_at').notNull().defaultNow(),
})

export const technologyNames = pgTable(
  'technology_names',
  {
    technologyId: uuid('technology_id')
      .notNull()
      .references(() => technologies.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    /** The comparison form of the name. */
    key: text('key').notNull(),
    kind: text('kind').notNull(),
    /** Of a former name: the year in which the present one came. */
    untilYear: smallint('until_year'),
  },
  (table) => [primaryKey({ columns: [table.technologyId, table.name] })],
)

export const deployments = pgTable('deployments', {
  id: uuid('id').primaryKey().defaultRandom(),
  authorityId: integer('authority_id')
    .notNull()
    .references(() => authorities.id),
  technologyId: uuid('technology_id')
    .notNull()
    .references(() => technologies.id),
  /** What makes it the same deployment in the next return; a hash. */
  naturalKey: uuid('natural_key').notNull(),
  versionId: bigint('version_id', { mode: 'number' }),
  /** Whether a published return holds it. */
  isReported: boolean('is_reported').notNull().default(true),
  /** Reported, and nothing that it would tell is withheld of its contract. */
  isPublic: boolean('is_public').notNull(),
  /** As typed, like the service area, maker, supplier and reference below. */
  technology: text('technology').notNull(),
  serviceArea: text('service_area'),
  serviceAreaCode: text('service_area_code').references(() => serviceAreas.code),
  maker: text('maker'),
  supplierNameRaw: text('supplier_name_raw'),
  hosting: text('hosting'),
  status: text('status'),
  users: bigint('users', { mode: 'number' }),
  localReference: text('local_reference'),
  /** The one public contract of the authority under that reference; null where there is none or more than one. */
  contractId: uuid('contract_id').references(() => contracts.id),
  currentEndOn: day('current_end_on'),
  plannedReplacementOn: day('planned_replacement_on'),
  /** For the authority alone, never public. */
  satisfaction: smallint('satisfaction'),
  /** For the authority alone, never public. */
  notes: text('notes'),
  /** The last return that held it; null while that is the latest publication of its authority. */
  confirmedReturnId: uuid('confirmed_return_id').references(() => returns.id),
})

export const deploymentVersions = pgTable('deployment_versions', {
  id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  deploymentId: uuid('deployment_id')
    .notNull()
    .references(() => deployments.id),
  number: integer('number').notNull(),
  returnId: uuid('return_id')
    .notNull()
    .references(() => returns.id),
  dataRow: integer('data_row').notNull(),
  values: jsonb('values').notNull(),
  valuesHash: uuid('values_hash').notNull(),
  withheld: jsonb('withheld'),
  createdAt: instant('created_at').notNull().defaultNow(),
})

/** Deployments that a publication left out or brought back, with what to restore when it is withdrawn. */
export const deploymentPresenceChanges = pgTable(
  'deployment_presence_changes',
  {
    returnId: uuid('return_id')
      .notNull()
      .references(() => returns.id),
    deploymentId: uuid('deployment_id')
      .notNull()
      .references(() => deployments.id),
    confirmedReturnIdBefore: uuid('confirmed_return_id_before').references(() => returns.id),
  },
  (table) => [primaryKey({ columns: [table.returnId, table.deploymentId] })],
)

export const deploymentSuppliers = pgTable(
  'deployment_suppliers',
  {
    deploymentId: uuid('deployment_id')
      .notNull()
      .references(() => deployments.id, { onDelete: 'cascade' }),
    position: smallint('position').notNull(),
    supplierNameId: bigint('supplier_name_id', { mode: 'number' })
      .notNull()
      .references(() => supplierNames.id),
    role: text('role'),
  },
  (table) => [primaryKey({ columns: [table.deploymentId, table.position] })],
)

/** What officers say of the product a contract is for; the last word of each pair counts. */
export const contractTechnologies = pgTable(
  'contract_technologies',
  {
    contractId: uuid('contract_id')
      .notNull()
      .references(() => contracts.id),
    technologyId: uuid('technology_id')
      .notNull()
      .references(() => technologies.id),
    authorityId: integer('authority_id')
      .notNull()
      .references(() => authorities.id),
    isFor: boolean('is_for').notNull(),
    saidAt: instant('said_at').notNull().defaultNow(),
    saidBy: text('said_by').notNull(),
  },
  (table) => [primaryKey({ columns: [table.contractId, table.technologyId] })],
)
