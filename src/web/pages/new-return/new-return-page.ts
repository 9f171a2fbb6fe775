// How does an officer hand in a return?
import multipart, { type MultipartFile } from '@fastify/multipart'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { type Account, actorOf } from '../../../accounts/account.ts'
import type { Deps } from '../../../deps.ts'
import { AppError } from '../../../errors.ts'
import { type SubmitOutcome, submitReturn } from '../../../returns/submit-return.ts'
import { paths, withQuery } from '../../paths.ts'
import type { RegisterFacts } from '../../register-facts.ts'
import { type NewReturnFacts, newReturnView } from './new-return-view.ts'

const permission = 'returns:submit'

export function newReturnPages(deps: Deps, facts: RegisterFacts): FastifyPluginAsync {
  return async (app) => {
    const maxBytes = deps.config.RETURN_MAX_BYTES
    await app.register(multipart, {
      limits: { fileSize: maxBytes + 1, files: 1, fields: 5, fieldSize: 1_000, parts: 6, fieldNameSize: 100 },
    })

    const show = async (reply: FastifyReply, chosen: string, error: FormError) => {
      const account = signedIn(reply.request)
      const authorities = await facts.authorities()
      const csrfToken = reply.csrfToken()
      const view = newReturnView({ account, authorities, csrfToken, maxBytes, chosen, error })
      return reply.page('pages/new-return/new-return.njk', view)
    }

    app.get(paths.newReturn, { config: { permission } }, (_request, reply) => show(reply, '', null))

    app.post(paths.returns, { config: { permission } }, async (request, reply) => {
      const account = signedIn(request)
      if (!request.isMultipart()) throw new AppError('bad_request')
      const part = await request.file()
      const slug = account.authoritySlug ?? chosenAuthority(part)
      const missing = whatIsMissing(part, slug)
      if (part === undefined || missing !== null) {
        part?.file.resume()
        return show(reply.code(400), slug, missing)
      }
      const outcome = await submit(deps, account, slug, part)
      if (outcome.status === 'refused') return show(reply.code(statusOf(outcome)), slug, errorOf(outcome))
      const notice = outcome.status === 'already_received' ? 'same-file' : undefined
      return reply.redirect(withQuery(paths.return(outcome.returnId), { notice }), 303)
    })
  }
}

type FormError = NewReturnFacts['error']
type Refused = Extract<SubmitOutcome, { status: 'refused' }>

function whatIsMissing(part: MultipartFile | undefined, slug: string): FormError {
  if (!part?.filename) return { field: 'file', message: 'Choose the file of the return' }
  return slug === '' ? { field: 'authority', message: 'Choose whose return this is' } : null
}

function statusOf({ code }: Refused): number {
  return code === 'file_too_large' ? 413 : 422
}

function errorOf({ code, message }: Refused): FormError {
  return { field: code === 'unknown_authority' ? 'authority' : 'file', message }
}

function signedIn({ account }: FastifyRequest): Account {
  if (account === null) throw new AppError('signed_out')
  return account
}

/** The fields stand before the file in the form, so they are known when the file begins. */
function chosenAuthority(part: MultipartFile | undefined): string {
  const field = part?.fields.authority
  if (field === undefined || Array.isArray(field) || field.type !== 'field') return ''
  return typeof field.value === 'string' ? field.value : ''
}

/** A file that is not read to its end would keep the request waiting, so what is left of it is let go. */
async function submit(
  deps: Deps,
  account: Account,
  slug: string,
  part: MultipartFile,
): Promise<SubmitOutcome> {
  try {
    return await submitReturn(deps, {
      authoritySlug: slug,
      fileName: part.filename,
      content: part.file,
      wasCut: () => part.file.truncated,
      actor: actorOf(account),
      publishWhenRead: false,
    })
  } finally {
    part.file.resume()
  }
}
