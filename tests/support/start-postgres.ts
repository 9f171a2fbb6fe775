// How is PostgreSQL started for the tests? In a process of its own: the code that finds the binaries asks Node how an
// import resolves, which vitest's module runner cannot answer. Takes the folder, prints the address.
import { startEmbedded } from '../../src/db/embedded.ts'

/** Nothing here must survive a power cut, so nothing waits for the disk. */
const FOR_TESTS = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '200',
  shared_buffers: '64MB',
  maintenance_work_mem: '64MB',
}

const dataDir = process.argv[2]
if (dataDir === undefined) throw new Error('start-postgres: which folder?')
const { url } = await startEmbedded({ dataDir, settings: FOR_TESTS })
process.stdout.write(url)
