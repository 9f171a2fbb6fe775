// What does a row of our lists of products and service areas say?
import { z } from 'zod'

const list = z.string().transform((cell) =>
  cell
    .split(';')
    .map((one) => one.trim())
    .filter((one) => one !== ''),
)
const optional = z.string().transform((cell) => (cell.trim() === '' ? null : cell.trim()))

export const catalogueProduct = z.object({
  product: z.string().trim().min(1),
  maker: optional,
  synonyms: list,
  service_areas: list,
  category: optional,
  renamed_from: optional,
  since: z.union([z.literal('').transform(() => null), z.coerce.number().int().min(1960).max(2079)]),
})

export type CatalogueProduct = z.infer<typeof catalogueProduct>

export const catalogueServiceArea = z.object({
  code: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  label: z.string().trim().min(1),
  kind: z.enum(['front_line', 'corporate']),
  core_system: z.enum(['yes', 'no']),
})

export type CatalogueServiceArea = z.infer<typeof catalogueServiceArea>
