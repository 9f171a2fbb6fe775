// How many requests a second does a server answer? A program of its own: asked in JSON as its argument, it answers in JSON.

interface Load {
  url: string
  connections: number
  /** Seconds. */
  duration: number
  headers: Record<string, string>
}

interface Client {
  pipelinedRequests: { addBody(bytes: Buffer): void }
}

type Autocannon = (load: Load & { setupClient(client: Client): void }) => Promise<unknown>

const { default: autocannon }: { default: Autocannon } = await import(import.meta.resolve('autocannon'))

const load: Load = JSON.parse(process.argv[2] ?? '')
process.stdout.write(JSON.stringify(await autocannon({ ...load, setupClient: leaveBodies })))

/**
 * The tool takes every body for UTF-8 text, to compare it with one that is expected, and nothing is. Of a compressed page it
 * takes longer to make a text of bytes that are none than the server takes to answer, which measures the tool.
 */
function leaveBodies({ pipelinedRequests }: Client): void {
  pipelinedRequests.addBody = () => {}
}
