// Is an IP address one of the public internet, so that a request to it reaches nothing behind our own walls?

/** First part and length of the networks that are not public, by RFC 6890 and its registries. */
const CLOSED_IPV4: readonly [number, number, number, number, number][] = [
  [0, 0, 0, 0, 8],
  [10, 0, 0, 0, 8],
  [100, 64, 0, 0, 10],
  [127, 0, 0, 0, 8],
  [169, 254, 0, 0, 16],
  [172, 16, 0, 0, 12],
  [192, 0, 0, 0, 24],
  [192, 0, 2, 0, 24],
  [192, 88, 99, 0, 24],
  [192, 168, 0, 0, 16],
  [198, 18, 0, 0, 15],
  [198, 51, 100, 0, 24],
  [203, 0, 113, 0, 24],
  [224, 0, 0, 0, 3],
]

/** False for private, local, reserved and documentation addresses, for what holds one of them, and for what is no address. */
export function isPublicAddress(address: string): boolean {
  const four = readIpv4(address)
  if (four !== null) return isPublicIpv4(four)
  const six = readIpv6(address)
  if (six === null) return false
  const [first = 0, second = 0, third = 0] = six
  const held = ((six[6] ?? 0) * 65_536 + (six[7] ?? 0)) >>> 0
  if (six.slice(0, 5).every((group) => group === 0) && six[5] === 0xffff) return isPublicIpv4(held)
  if (first === 0x64 && second === 0xff9b && six.slice(2, 6).every((group) => group === 0))
    return isPublicIpv4(held)
  if (first === 0x2002) return isPublicIpv4((second * 65_536 + third) >>> 0)
  const isGlobal = first >= 0x2000 && first <= 0x3fff
  const isReserved = first === 0x2001 && (second === 0x0db8 || second < 0x0200)
  return isGlobal && !isReserved && first !== 0x3fff
}

function isPublicIpv4(address: number): boolean {
  return CLOSED_IPV4.every(([a, b, c, d, length]) => {
    const network = ((a << 24) | (b << 16) | (c << 8) | d) >>> 0
    return address >>> (32 - length) !== network >>> (32 - length)
  })
}

function readIpv4(text: string): number | null {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)
  if (match === null) return null
  const parts = match.slice(1).map(Number)
  return parts.some((part) => part > 255) ? null : parts.reduce((sum, part) => sum * 256 + part, 0)
}

/** Eight groups; null for what is no IPv6 address. A zone after % is passed over. */
function readIpv6(text: string): number[] | null {
  const bare = text.replace(/%.*$/, '')
  const tail = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(bare)
  const four = tail?.[2] === undefined ? null : readIpv4(tail[2])
  if (tail && four === null) return null
  const whole =
    tail && four !== null ? `${tail[1]}${(four >>> 16).toString(16)}:${(four & 0xffff).toString(16)}` : bare
  const halves = whole.split('::')
  if (halves.length > 2) return null
  const [left = [], right = []] = halves.map((half) => (half === '' ? [] : half.split(':')))
  const missing = 8 - left.length - right.length
  if (halves.length === 1 ? missing !== 0 : missing < 1) return null
  const groups = [...left, ...new Array<string>(halves.length === 1 ? 0 : missing).fill('0'), ...right]
  return groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))
    ? groups.map((group) => Number.parseInt(group, 16))
    : null
}
