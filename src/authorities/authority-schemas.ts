// What must be known of an authority to add it?
import { z } from 'zod'

const absent = z.preprocess((value) => (value === '' ? null : value), z.coerce.number().int().nullable())
const list = z.preprocess(
  (value) =>
    typeof value === 'string'
      ? value
          .split(';')
          .map((one) => one.trim())
          .filter(Boolean)
      : value,
  z.array(z.string()),
)

export const newAuthority = z.object({
  slug: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'Use small letters, digits and single hyphens'),
  name: z.string().trim().min(1, 'Give the name').max(120),
  officialName: z.string().trim().min(1).max(200),
  gssCode: z.string().regex(/^[EWSNK]\d{8}$/, 'A GSS code is a letter and eight digits, such as E09000007'),
  laCode: z.string().nullable(),
  onsCode: z.string().nullable(),
  inLondon: z.boolean(),
  aliases: list,
  neighbours: list,
  population: absent,
  tileColumn: absent,
  tileRow: absent,
})

export type NewAuthority = z.infer<typeof newAuthority>
