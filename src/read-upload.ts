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

/** @throws AppError `bad_request` when the request carries no file in the field `file`. */
export async function readUpload(request: FastifyRequest): Promise<Upload> {
  if (!request.isMultipart()) throw missing('Send the file as multipart/form-data.')
  const part = await request.file()
  if (part === undefined || part.fieldname !== 'file')
    throw missing('Send the file in the field named file, after the other fields.')
  const fields = (name: string) => {
    const field = part.fields[name]
    return field !== undefined && !Array.isArray(field) && field.type === 'field'
      ? String(field.value)
      : undefined
  }
  return { fileName: part.filename, content: part.file, wasCut: () => part.file.truncated, fields }
}

function missing(message: string): AppError {
  return new AppError('bad_request', message, [{ place: 'file', message }])
}
