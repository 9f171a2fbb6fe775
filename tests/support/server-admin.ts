// How are databases made and dropped on the server under test?
import { openClient, type Sql } from '../../src/db/client.ts'

/** A connection that may create and drop databases. The caller ends it. */
export function openAdmin(serverUrl: string): Sql {
  return openClient(serverUrl, { max: 1, name: 'thirty3 tests', statementTimeout: 60_000 })
}

/** The same server, another database. */
export function databaseUrl(serverUrl: string, database: string): string {
  const url = new URL(serverUrl)
  url.pathname = `/${database}`
  return url.href
}
