import 'vuetify/styles/core'
import { createVuetify } from 'vuetify'
import { aliases, mdi } from 'vuetify/iconsets/mdi-svg'
import { en, ko } from 'vuetify/locale'
import { initialLocale } from './i18n'

/**
 * The look of the shop. The theme's style element carries the nonce of the page's Content-Security-Policy, since it is
 * the one style that is not a file.
 */
export function createLook() {
  return createVuetify({
    icons: { defaultSet: 'mdi', aliases, sets: { mdi } },
    locale: { locale: initialLocale(), fallback: 'en', messages: { en, ko } },
    theme: { cspNonce: cspNonce(), defaultTheme: 'shop', themes: { shop } },
    defaults: {
      VCard: { variant: 'flat', border: true },
      VTextField: { variant: 'outlined', density: 'comfortable' },
      VAlert: { variant: 'tonal' },
    },
  })
}

const shop = {
  dark: false,
  colors: {
    background: '#f7f5f0',
    surface: '#ffffff',
    primary: '#1f5f4a',
    secondary: '#8a6a1f',
    accent: '#f2b441',
    error: '#b3261e',
    success: '#1b6e3c',
    warning: '#8a5a00',
    'on-background': '#1d2421',
    'on-surface': '#1d2421',
  },
}

function cspNonce(): string | undefined {
  return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce || undefined
}
