import { expect, it } from 'vitest'
import { regional } from './regional'

it.each([
  ['en', ['en-GB', 'en'], 'en-GB'],
  ['en', ['de-DE', 'en-IE'], 'en-IE'],
  ['ko', ['en-US', 'ko-KR'], 'ko-KR'],
  ['ko', ['en-US'], 'ko'],
  ['en', [], 'en'],
])('writes %s for a browser set to %j as %s', (language, preferred, tag) => {
  expect(regional(language, preferred)).toBe(tag)
})
