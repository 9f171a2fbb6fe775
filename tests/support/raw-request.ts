// How does a test send bytes that no well-behaved client would send?
import { connect } from 'node:net'

/** Writes the bytes to a local port and answers all that comes back until the other side closes, or the time is up. */
export function sendRaw(base: string, bytes: string, milliseconds = 2_000): Promise<string> {
  const { hostname, port } = new URL(base)
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(port) })
    let answer = ''
    const timer = setTimeout(() => socket.destroy(), milliseconds)
    socket.on('data', (piece) => {
      answer += piece
    })
    socket.on('error', () => socket.destroy())
    socket.on('close', () => {
      clearTimeout(timer)
      resolve(answer)
    })
    socket.write(bytes)
  })
}

/** How many answers are in what came back. */
export const answersIn = (text: string) => (text.match(/^HTTP\/1\.[01] \d{3}/gm) ?? []).length

/** The status of the first answer; nought when there was none. */
export const statusOf = (text: string) => Number(/^HTTP\/1\.[01] (\d{3})/.exec(text)?.[1] ?? 0)
