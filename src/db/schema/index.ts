// Which tables are there? The one list, for drizzle-kit and for the test that compares it with the database.
export * from './accounts.ts'
export * from './audit.ts'
export * from './authorities.ts'
export * from './contracts.ts'
export * from './outbox.ts'
export * from './returns.ts'
export * from './suppliers.ts'
export * from './technologies.ts'
