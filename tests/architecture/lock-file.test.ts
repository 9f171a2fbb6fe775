import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { missingOptionals } from './lock-file.ts'

it('locks every optional package, also those of other platforms, so that `npm ci` accepts the file', () => {
  expect(missingOptionals(JSON.parse(readFileSync('package-lock.json', 'utf8')))).toEqual([])
})

it('finds an optional package without an entry, and sees one that lies deeper', () => {
  const packages = {
    'node_modules/a': {
      optionalDependencies: { 'a-linux': '1.0.0', 'a-darwin': '1.0.0', 'a-deep': '1.0.0' },
    },
    'node_modules/a-linux': { version: '1.0.0' },
    'node_modules/a/node_modules/a-deep': { version: '1.0.0' },
    'node_modules/b/node_modules/a-darwin': { version: '1.0.0' },
  }
  expect(missingOptionals({ packages })).toEqual(['a-darwin of node_modules/a'])
})

it('holds no `xlsx` of the registry, which is no longer kept there (CVE-2023-30533)', () => {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
    packages: Record<string, unknown>
  }
  expect(Object.keys(packages).length).toBeGreaterThan(100)
  expect(Object.keys(packages).filter((path) => /(^|\/)node_modules\/xlsx$/.test(path))).toEqual([])
})
