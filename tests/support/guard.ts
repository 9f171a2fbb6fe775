// Has the test run ended? Its end of the pipe closes whichever way it goes; then its servers are stopped.
import { text } from 'node:stream/consumers'
import { clearAway } from './scratch.ts'

const folder = process.argv[2]
if (folder === undefined) throw new Error('guard: which folder?')
await text(process.stdin)
await clearAway(folder)
