import { expect, it } from 'vitest'
import { readVersion } from './version.ts'

it.each([
  [{ VERSION: '1.4.0-rc.1' }, '1.4.0-rc.1'],
  [{}, 'dev'],
  [{ VERSION: '' }, 'dev'],
])('is what %o says', (env, version) => {
  expect(readVersion(env)).toBe(version)
})

it.each(['../1.0', '1/0', '.hidden', 'a b', '1.0"'])('is never what could not be a folder of an address: %s', (version) => {
  expect(() => readVersion({ VERSION: version })).toThrow(`VERSION is "${version}": use`)
})
