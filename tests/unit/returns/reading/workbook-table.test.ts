import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { codesOf, readAll } from '../../../support/returns-reading.ts'
import { workbookTexts, zippedWorkbook } from '../../../support/returns-workbook.ts'

const BROKEN = new URL('../../../../fixtures/broken/', import.meta.url)
const clean = workbookTexts(readFileSync(new URL('workbook.xlsx', BROKEN)))
const mixed = workbookTexts(readFileSync(new URL('formulas.xlsx', BROKEN)))
const SHEET = 'xl/worksheets/sheet1.xml'

const withSheet = (change: (sheet: string) => string) =>
  zippedWorkbook({ ...clean, [SHEET]: change(clean[SHEET] ?? '') })

/** Many readings: slow where the machine is busy. */
const PATIENCE = { timeout: 60_000 }

describe('a workbook', PATIENCE, () => {
  it('ends in an outcome with every row accounted for, whatever stands in its parts', async () => {
    const damage = fc.record({
      part: fc.constantFrom(...Object.keys(mixed)),
      at: fc.nat(),
      length: fc.nat(6),
      text: fc.oneof(
        fc.string({ maxLength: 5 }),
        fc.constantFrom(
          '<',
          '>',
          '"',
          '&',
          '</c>',
          '<c r="ZZZ9"><v>1</v></c>',
          '<row r="900000">',
          ' t="s"',
          '&#0;',
          ']]>',
          '<![CDATA[',
        ),
      ),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(damage, { maxLength: 4 }), async (damages) => {
        const parts = { ...mixed }
        for (const { part, at, length, text } of damages) {
          const whole = parts[part] ?? ''
          const place = at % (whole.length + 1)
          parts[part] = whole.slice(0, place) + text + whole.slice(place + length)
        }
        const { rows, verdict } = await readAll(zippedWorkbook(parts))
        const { read, good, bad, ignored, blank } = verdict.counts
        expect(good + bad + ignored + blank).toBe(read)
        if (verdict.outcome !== 'rejected-with-reason') expect(rows).toHaveLength(read)
        else expect(verdict.code).toBeTruthy()
      }),
      { numRuns: 200 },
    )
  })

  it('ends in an outcome whatever byte of the file is changed', async () => {
    const whole = readFileSync(new URL('workbook.xlsx', BROKEN))
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(255), async (at, byte) => {
        const changed = Buffer.from(whole)
        changed[at] = byte
        const { verdict } = await readAll(changed)
        expect(['accepted', 'accepted-with-row-errors', 'rejected-with-reason']).toContain(verdict.outcome)
      }),
      { numRuns: 300 },
    )
  })

  it('reads the same however its bytes arrive', async () => {
    const whole = readFileSync(new URL('formulas.xlsx', BROKEN))
    expect(await readAll(whole, {}, [1, 7, 100])).toEqual(await readAll(whole))
  })

  it('does not believe the size a sheet says it has', async () => {
    const lie = withSheet((sheet) =>
      sheet.replace('<sheetData>', '<dimension ref="A1:XFD1048576"/><sheetData>'),
    )
    expect((await readAll(lie)).verdict.counts.good).toBe(4)
  })

  it('keeps text in runs, without its phonetic guide, and characters that XML cannot hold', async () => {
    const rich = withSheet((sheet) =>
      sheet.replace(
        /<t xml:space="preserve">Kerbside sensor network<\/t>/,
        '<r><t>Kerb</t></r><r><t>side_x000D_&#10;net</t></r><rPh sb="0" eb="1"><t>KERB</t></rPh>',
      ),
    )
    const { rows } = await readAll(rich)
    expect(rows[0]?.cells[1]).toBe('Kerbside\r\nnet')
    expect(rows[0]?.values.title).toBe('Kerbside net')
  })

  it('reads elements with a prefix, and cells without references', async () => {
    const prefixed = withSheet((sheet) =>
      sheet.replace(/<(\/?)(worksheet|sheetData|row|c|v|is|t)\b/g, '<$1x:$2').replace(/ r="[A-Z]+\d+"/g, ''),
    )
    expect((await readAll(prefixed)).verdict.counts).toMatchObject({ read: 4, good: 4 })
  })

  it('counts rows that the sheet leaves out as blank, and none at its end', async () => {
    const gap = withSheet((sheet) =>
      sheet
        .replace('<row r="5">', '<row r="8">')
        .replace('</sheetData>', '<row r="900"><c r="A900" s="1"/></row></sheetData>'),
    )
    const { rows, verdict } = await readAll(gap)
    expect(verdict.counts).toEqual({ read: 7, good: 4, bad: 0, ignored: 0, blank: 3 })
    expect(rows.at(-1)).toMatchObject({ dataRow: 7, line: 8 })
  })

  it('refuses a filled row far below the others instead of counting a million blank ones', async () => {
    const far = withSheet((sheet) =>
      sheet.replace('</sheetData>', '<row r="1048576"><c r="A1048576"><v>1</v></c></row></sheetData>'),
    )
    expect((await readAll(far)).verdict.code).toBe('too_many_rows')
  })

  it('reads the sheet that was asked for, where several hold data', async () => {
    const file = readFileSync(new URL('two-data-sheets.xlsx', BROKEN))
    expect((await readAll(file)).verdict.code).toBe('several_data_sheets')
    const { verdict } = await readAll(file, { sheet: '2026' })
    expect(verdict).toMatchObject({ outcome: 'accepted', file: { sheet: '2026' } })
  })

  it('says nothing of a day number where the cell is formatted as a date', async () => {
    expect(codesOf(await readAll(zippedWorkbook(clean)))).not.toContain('excel_serial')
  })

  it.each(['<!DOCTYPE a SYSTEM "file:///etc/passwd">', '<!ENTITY b "c">'])(
    'refuses %s in any part it reads',
    async (declaration) => {
      for (const part of ['xl/workbook.xml', 'xl/styles.xml', SHEET, '[Content_Types].xml']) {
        const parts = { ...clean, [part]: (clean[part] ?? '').replace('?>', `?>${declaration}`) }
        expect((await readAll(zippedWorkbook(parts))).verdict.code, part).toBe('unsafe_xml')
      }
    },
  )

  it('asks nobody for what a workbook points to outside of itself', async () => {
    let asked = 0
    const outside = createServer((socket) => {
      asked += 1
      socket.destroy()
    })
    await new Promise<void>((resolve) => outside.listen(0, '127.0.0.1', resolve))
    const address = outside.address()
    const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/secret.xlsx`
    const relations =
      '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">' +
      `<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLinkPath" Target="${url}" TargetMode="External"/></Relationships>`
    const linked = {
      ...clean,
      'xl/externalLinks/externalLink1.xml': `<?xml version="1.0"?><externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>`,
      'xl/externalLinks/_rels/externalLink1.xml.rels': relations,
    }
    const declared = `?><!DOCTYPE a [<!ENTITY b SYSTEM "${url}">]>`
    await readAll(zippedWorkbook(linked))
    const { verdict } = await readAll(
      zippedWorkbook({ ...linked, [SHEET]: (clean[SHEET] ?? '').replace('?>', declared) }),
    )
    expect(verdict.code).toBe('unsafe_xml')
    await new Promise((resolve) => outside.close(resolve))
    expect(asked).toBe(0)
  })
})
