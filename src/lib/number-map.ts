// How is a whole number found under another number, many times over?

/** Keys are any numbers but NaN, values whole numbers from 0. */
export interface NumberMap {
  get(key: number): number | undefined
  /** Sets the value of a key and gives the one it replaces. */
  replace(key: number, value: number): number | undefined
}

const FIRST_ROOM = 1024
const FREE = -1
const view = new DataView(new ArrayBuffer(8))

/** Takes a third of the time of a `Map`, which makes an object of each number that is not small, and 12 bytes a place. */
export function numberMap(): NumberMap {
  let keys = new Float64Array(FIRST_ROOM)
  let values = new Int32Array(FIRST_ROOM).fill(FREE)
  let count = 0

  /** The place of a key, or the free one where it would stand. */
  function placeOf(key: number): number {
    const last = keys.length - 1
    let place = spread(key) & last
    while (values[place] !== FREE && keys[place] !== key) place = (place + 1) & last
    return place
  }

  function grow(): void {
    const [oldKeys, oldValues] = [keys, values]
    keys = new Float64Array(oldKeys.length * 2)
    values = new Int32Array(oldKeys.length * 2).fill(FREE)
    for (let at = 0; at < oldKeys.length; at += 1) {
      if (oldValues[at] === FREE) continue
      const place = placeOf(oldKeys[at] as number)
      keys[place] = oldKeys[at] as number
      values[place] = oldValues[at] as number
    }
  }

  return {
    get: (key) => {
      const value = values[placeOf(key)]
      return value === FREE ? undefined : value
    },
    replace: (key, value) => {
      const place = placeOf(key)
      const before = values[place]
      keys[place] = key
      values[place] = value
      if (before !== FREE) return before
      count += 1
      if (count * 2 > keys.length) grow()
      return undefined
    },
  }
}

/** All bits of a number, mixed into 32 of them (the end of murmur3); adding 0 makes one of the two noughts. */
function spread(key: number): number {
  view.setFloat64(0, key + 0)
  let mixed = view.getInt32(0) ^ Math.imul(view.getInt32(4), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return mixed ^ (mixed >>> 16)
}
