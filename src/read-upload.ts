// What does a form with one file say?
import type { FastifyRequest } from 'fastify'
import { AppError } from './errors.ts'

export interface Upload {
  fileName: string
  content: AsyncIterable<Uint8Array>
  /** Asked after the last byte: whether the file was cut off at the limit. */
  wasCut: () => boolean
  /** A text field that came before the file. */
  fields: (name: string) => string | undefined
}

/** RFC 2046 §5.1.1. */
const LONGEST_BOUNDARY = 70

/** @throws AppError `bad_request` when the request carries no file in the field `file`. */
export async function readUpload(request: FastifyRequest): Promise<Upload> {
  if (!request.isMultipart()) throw missing('Send the file as multipart/form-data.')
  const boundary = /boundary=("?)([^";]*)/i.exec(request.headers['content-type'] ?? '')?.[2] ?? ''
  if (boundary.length > LONGEST_BOUNDARY) throw missing('The boundary of the form is too long.')
  const part = await request.file().catch(refuseForm)
  if (part === undefined || part.fieldname !== 'file')
    throw missing('Send the file in the field named file, after the other fields.')
  const fields = (name: string) => {
    const field = part.fields[name]
    return field !== undefined && !Array.isArray(field) && field.type === 'field'
      ? String(field.value)
      : undefined
  }
  return { fileName: part.filename, content: contentOf(part.file), wasCut: () => part.file.truncated, fields }
}

async function* contentOf(file: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const pieces = file[Symbol.asyncIterator]()
  for (;;) {
    const piece = await pieces.next().catch(refuseForm)
    if (piece.done) return
    yield piece.value
  }
}

/** What the parser says of a form that is none has no status; it is the sender's error, not ours. */
function refuseForm(error: unknown): never {
  if (
    error instanceof Error &&
    !('statusCode' in error && error.statusCode !== 500) &&
    /form|multipart|boundary|header/i.test(error.message)
  )
    throw new AppError('bad_request', 'The form cannot be read to its end.')
  throw error
}

function missing(message: string): AppError {
  return new AppError('bad_request', message, [{ place: 'file', message }])
}
