// How does an officer hand in a return?
import multipart from '@fastify/multipart'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { Deps } from '../../../deps.ts'
import { AppError } from '../../../errors.ts'
import { readUpload, type Upload } from '../../../read-upload.ts'
import { submitFor } from '../../../returns/returns-of-account.ts'
import type { SubmitOutcome } from '../../../returns/submit-return.ts'
import { paths, withQuery } from '../../paths.ts'
import type { RegisterFacts } from '../../register-facts.ts'
import { accountOf } from '../return/return-request.ts'
import { type NewReturnFacts, newReturnView } from './new-return-view.ts'

const permission = 'returns:submit'

type FormError = NewReturnFacts['error']

export function newReturnPages(deps: Deps, facts: RegisterFacts): FastifyPluginAsync {
  return async (app) => {
    const maxBytes = deps.config.RETURN_MAX_BYTES
    await app.register(multipart, { limits: { fileSize: maxBytes, files: 1, fields: 5, fieldSize: 1_000 } })

    const show = async (reply: FastifyReply, chosen: string, error: FormError) => {
      const account = accountOf(reply.request)
      const authorities = await facts.authorities()
      const csrfToken = reply.csrfToken()
      const view = newReturnView({ account, authorities, csrfToken, maxBytes, chosen, error })
      return reply.page('pages/new-return/new-return.njk', view)
    }

    app.get(paths.newReturn, { config: { permission } }, (_request, reply) => show(reply, '', null))

    app.post(paths.returns, { config: { permission } }, async (request, reply) => {
      const upload = await sentFile(request)
      const chosen = upload?.fields('authority') ?? ''
      const missing = whatIsMissing(request, upload, chosen)
      if (upload === null || missing !== null) {
        if (upload !== null) await drain(upload)
        return show(reply.code(400), chosen, missing)
      }
      const outcome = await submit(deps, request, upload, chosen)
      if (outcome.status === 'refused') {
        reply.code(outcome.code === 'file_too_large' ? 413 : 422)
        return show(reply, chosen, { field: 'file', message: outcome.message })
      }
      const notice = outcome.status === 'already_received' ? 'same-file' : undefined
      return reply.redirect(withQuery(paths.return(outcome.returnId), { notice }), 303)
    })
  }
}

/** Null when the form came without a file. */
async function sentFile(request: FastifyRequest): Promise<Upload | null> {
  try {
    return await readUpload(request)
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}

function whatIsMissing(request: FastifyRequest, upload: Upload | null, chosen: string): FormError {
  if (!upload?.fileName) return { field: 'file', message: 'Choose the file of the return' }
  const mustChoose = accountOf(request).role === 'admin'
  return mustChoose && chosen === '' ? { field: 'authority', message: 'Choose whose return this is' } : null
}

async function submit(
  deps: Deps,
  request: FastifyRequest,
  upload: Upload,
  chosen: string,
): Promise<SubmitOutcome> {
  const { fileName, content, wasCut } = upload
  const authority = chosen === '' ? undefined : chosen
  try {
    const given = { authority, fileName, content, wasCut, publishWhenRead: false }
    return await submitFor(deps, accountOf(request), given)
  } catch (error) {
    await drain(upload)
    throw error
  }
}

/** A file that is not read to its end would keep the request waiting. */
async function drain({ content }: Upload): Promise<void> {
  try {
    for await (const _ of content);
  } catch {
    // Cut off by the sender, who waits for no answer then.
  }
}
