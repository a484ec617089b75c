import { expect, it } from 'vitest'
import { mailTo } from './mailTo'

it('writes to that address alone, whatever is in it', () => {
  expect(mailTo('kim@example.test')).toBe('mailto:kim@example.test')
  expect(mailTo('kim+shop@example.test')).toBe('mailto:kim%2Bshop@example.test')
  expect(mailTo('kim?bcc=all@evil.test&subject=x@example.test')).toBe('mailto:kim%3Fbcc%3Dall%40evil.test%26subject%3Dx@example.test')
  expect(mailTo('kim@example.test,lee@example.test?body=x')).toBe('mailto:kim%40example.test%2Clee@example.test%3Fbody%3Dx')
})
