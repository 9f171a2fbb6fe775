// How is something about each of London's authorities drawn as a map of equal tiles?
import { formatCount } from '../filters.ts'

/** A place on the map, from `authorities`; an authority without one is left out of the picture and stands in the table. */
export interface MapPlace {
  slug: string
  name: string
  laCode: string | null
  tileColumn: number | null
  tileRow: number | null
}

/** What is said of one authority. `level` 0 is nothing, 1 to 4 ever more; it is never told by shade alone. */
export interface MapFact {
  level: 0 | 1 | 2 | 3 | 4
  /** Under the code, four characters at most. */
  figure: string
  /** `12 contracts`: said after the name. */
  said: string
  href?: string
}

export interface TileMap {
  id: string
  title: string
  description: string
  width: number
  height: number
  hasLinks: boolean
  tiles: {
    x: number
    y: number
    code: string
    figure: string
    level: number
    said: string
    href: string | false
  }[]
}

const SIZE = 50
const COLUMNS = 8
const ROWS = 6

/** The map; `id` must be its own on the page. Give a table of the same beside it. */
export function tileMap(
  { id, title, description }: Pick<TileMap, 'id' | 'title' | 'description'>,
  authorities: readonly MapPlace[],
  factOf: (authority: MapPlace) => MapFact,
): TileMap {
  const tiles = authorities.flatMap((authority) => {
    const { name, laCode, tileColumn: column, tileRow: row } = authority
    if (column === null || row === null) return []
    const { level, figure, said, href } = factOf(authority)
    const link: string | false = href ?? false
    const [x, y] = [(column - 1) * SIZE, (row - 1) * SIZE]
    return [
      {
        x,
        y,
        code: laCode ?? name.slice(0, 3),
        figure,
        level,
        said: `${name}: ${said}`,
        href: link,
      },
    ]
  })
  const hasLinks = tiles.some(({ href }) => href !== false)
  return { id, title, description, width: COLUMNS * SIZE, height: ROWS * SIZE, hasLinks, tiles }
}

/** 0 for nothing, else which quarter of the way to the largest a count has come. */
export function levelOf(count: number, largest: number): MapFact['level'] {
  if (count <= 0 || largest <= 0) return 0
  return Math.min(4, Math.ceil((count / largest) * 4)) as MapFact['level']
}

/** A count in four characters: `950`, `1.2k`, `12k`. */
export function shortCount(count: number): string {
  if (count < 1000) return formatCount(count)
  return count < 9950 ? `${(count / 1000).toFixed(1)}k` : `${Math.round(count / 1000)}k`
}
