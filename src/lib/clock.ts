// What time is it? Always asked of an argument, so that a test can answer.

/** Milliseconds since 1970, as `Date.now` gives. */
export type Clock = () => number

export const systemClock: Clock = Date.now
