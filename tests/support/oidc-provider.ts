// How does a test get the sign-in provider of an authority? A real one, on this machine.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Provider } from 'oidc-provider'

export interface TestProvider {
  issuer: string
  close(): Promise<void>
}

export const CLIENT = { clientId: 'thirty3', clientSecret: 'a secret between the two of them only' }

/** Whoever signs in by a name has the address of that name at `domain`, confirmed. */
export async function startProvider(redirectUri: string, domain: string): Promise<TestProvider> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT.clientId,
        client_secret: CLIENT.clientSecret,
        redirect_uris: [redirectUri],
        response_types: ['code'],
        grant_types: ['authorization_code'],
      },
    ],
    conformIdTokenClaims: false,
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    cookies: { keys: ['tests only'] },
    findAccount: (_context, sub) => ({
      accountId: sub,
      claims: () => ({ sub, name: sub, email: `${sub}@${domain}`, email_verified: true }),
    }),
  })
  server.on('request', provider.callback())
  return {
    issuer,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

/** Goes through the provider's pages as `name`, from where we sent the person to where the provider sends them back. */
export async function passProvider(start: string, name: string): Promise<string> {
  const cookies = new Map<string, string>()
  let at = start
  for (let step = 0; step < 12; step += 1) {
    let answer = await visit(at, cookies)
    if (answer.status === 200) {
      const page = await answer.text()
      const action = /action="([^"]+)"/.exec(page)?.[1] ?? ''
      const prompt = /name="prompt" value="([^"]+)"/.exec(page)?.[1] ?? ''
      const form = new URLSearchParams({ prompt, login: name, password: 'x' })
      answer = await visit(new URL(action, at).href, cookies, form)
    }
    const next = answer.headers.get('location')
    if (next === null) throw new Error(`The provider answered ${answer.status} at ${at}.`)
    at = new URL(next, at).href
    if (new URL(at).origin !== new URL(start).origin) return at
  }
  throw new Error('The provider did not come to an end.')
}

async function visit(url: string, cookies: Map<string, string>, form?: URLSearchParams): Promise<Response> {
  const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const post = form === undefined ? {} : { method: 'POST', body: form }
  const answer = await fetch(url, { redirect: 'manual', headers: { cookie }, ...post })
  for (const line of answer.headers.getSetCookie()) {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
    if (value === '') cookies.delete(name)
    else cookies.set(name, value)
  }
  return answer
}
