import { createI18n } from 'vue-i18n'
import en from './en.json'
import ko from './ko.json'

export type Locale = 'en' | 'ko'

const REMEMBERED_AS = 'order-app-locale'

export const i18n = createI18n({
  legacy: false,
  locale: initialLocale(),
  fallbackLocale: 'en',
  messages: { en, ko },
})

/** The language chosen last, else the browser's if it is one of ours, else English. */
export function initialLocale(remembered = localStorage.getItem(REMEMBERED_AS), languages = navigator.languages): Locale {
  if (remembered === 'en' || remembered === 'ko') {
    return remembered
  }
  const first = languages.find((language) => /^(?:en|ko)\b/.test(language))
  return first?.startsWith('ko') ? 'ko' : 'en'
}

export function setLocale(locale: Locale): void {
  i18n.global.locale.value = locale
  localStorage.setItem(REMEMBERED_AS, locale)
}
