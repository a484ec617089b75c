import { describe, expect, it } from 'vitest'
import { initialLocale } from '.'
import en from './en.json'
import ko from './ko.json'
import staffEn from '../staff/messages/en.json'
import staffKo from '../staff/messages/ko.json'

function leaves(messages: object, prefix = ''): [string, string][] {
  return Object.entries(messages).flatMap(([key, value]) =>
    typeof value === 'string' ? [[prefix + key, value] as [string, string]] : leaves(value as object, `${prefix}${key}.`),
  )
}

/** The names in braces, each once, since plural forms repeat them. */
const names = (message: string) => [...new Set(message.match(/\{\w+\}/g))].sort()

describe.each([
  { of: 'of all visitors', en, ko },
  { of: 'of the staff', en: staffEn, ko: staffKo },
])('the messages $of', ({ en, ko }) => {
  it('are the same in all languages', () => {
    expect(leaves(ko).map(([key]) => key)).toEqual(leaves(en).map(([key]) => key))
  })

  it('name the same values in all languages', () => {
    const korean = new Map(leaves(ko))
    for (const [key, message] of leaves(en)) {
      expect([key, names(korean.get(key) ?? '')]).toEqual([key, names(message)])
    }
  })
})

describe('the language', () => {
  it.each([
    ['the one chosen last', 'ko', ['en-US'], 'ko'],
    ["else the browser's", null, ['ko-KR', 'en'], 'ko'],
    ['else the first of ours that the browser takes', null, ['fr', 'ko'], 'ko'],
    ['else English', null, ['fr'], 'en'],
    ['never one that was written by somebody else', 'xx', ['fr'], 'en'],
  ])('is %s', (_which, remembered, languages, locale) => {
    expect(initialLocale(remembered, languages)).toBe(locale)
  })
})
