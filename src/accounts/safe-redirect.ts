// Where may a person be sent after signing in?

/** The path asked for when it is one of ours, else the fallback: never another host, scheme or header line. */
export function safeRedirect(asked: unknown, fallback = '/'): string {
  if (typeof asked !== 'string' || asked.length > 2000) return fallback
  if (!/^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(asked)) return fallback
  const base = 'http://here.invalid'
  const url = URL.canParse(asked, base) ? new URL(asked, base) : null
  // What `/..//host` comes to is an address of another host.
  return url?.origin === base && !url.pathname.startsWith('//') ? `${url.pathname}${url.search}` : fallback
}
