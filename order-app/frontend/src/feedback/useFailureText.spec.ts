import { render } from '@testing-library/vue'
import { expect, it } from 'vitest'
import { Problem, Unreachable } from '@/api/problem'
import { i18n } from '@/i18n'
import { useFailureText } from './useFailureText'

function said(failure: unknown, locale: 'en' | 'ko'): string {
  i18n.global.locale.value = locale
  let text = ''
  const speaker = {
    setup() {
      text = useFailureText()(failure)
      return () => null
    },
  }
  render(speaker, { global: { plugins: [i18n] } })
  return text
}

const full = { type: 'cart-full', detail: 'A cart holds 50 products.', language: 'en' }

it.each([
  ["the API's own sentence in the visitor's language", new Problem(409, full), 'en', 'A cart holds 50 products.'],
  ["else the page's words for its type", new Problem(409, full), 'ko', '장바구니가 가득 찼습니다.'],
  ['else for its status', new Problem(403, { title: 'Forbidden' }), 'ko', '권한이 없습니다.'],
  ['else what the API said', new Problem(418, { detail: 'I am a teapot.' }), 'ko', 'I am a teapot.'],
  ['nothing of a breakdown', new Problem(500, { detail: 'NullPointerException', language: 'en' }), 'en', 'Something went wrong on our side. Please try again in a moment.'],
  ['that nobody was reached', new Unreachable('no answer'), 'en', 'We couldn’t reach the shop. Check your connection and try again.'],
] as const)('says %s', (_what, failure, locale, sentence) => {
  expect(said(failure, locale)).toBe(sentence)
})
