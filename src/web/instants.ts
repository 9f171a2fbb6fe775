// How is a moment written for people?

const london = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
})

/** As clocks in London showed it: `21 November 2026 at 22:40`. */
export function formatInstant(at: Date): string {
  return london.format(at)
}
