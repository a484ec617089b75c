import 'vuetify/styles/core'
import { createVuetify } from 'vuetify'
import { aliases, mdi } from 'vuetify/iconsets/mdi-svg'
import { en, ko } from 'vuetify/locale'
import { initialLocale } from './i18n'

/**
 * The look of the shop, light or dark as the visitor's system is. The theme's style element carries the nonce of the
 * page's Content-Security-Policy, since it is the one style that is not a file.
 */
export function createShopVuetify() {
  return createVuetify({
    icons: { defaultSet: 'mdi', aliases, sets: { mdi } },
    locale: { locale: initialLocale(), fallback: 'en', messages: { en, ko } },
    theme: { cspNonce: cspNonce(), defaultTheme: 'system', themes: { light, dark } },
    defaults: {
      VCard: { variant: 'flat', border: true },
      VTextField: { variant: 'outlined', density: 'comfortable' },
      VTextarea: { variant: 'outlined', density: 'comfortable' },
      VSelect: { variant: 'outlined', density: 'comfortable' },
      VAutocomplete: { variant: 'outlined', density: 'comfortable' },
      VAlert: { variant: 'tonal' },
    },
  })
}

/** Faint enough to step back, and still readable by everybody: 4.5 to 1 on all of our surfaces. */
const variables = { 'medium-emphasis-opacity': 0.75 }

const light = {
  dark: false,
  variables,
  colors: {
    background: '#f7f5f0',
    surface: '#ffffff',
    primary: '#1f5f4a',
    secondary: '#76591a',
    accent: '#f2b441',
    error: '#b3261e',
    success: '#1b6e3c',
    warning: '#8a5a00',
    info: '#245a8d',
    'on-background': '#1d2421',
    'on-surface': '#1d2421',
    'on-accent': '#2b1d00',
  },
}

const dark = {
  dark: true,
  variables,
  colors: {
    background: '#111614',
    surface: '#1a211e',
    primary: '#86cfae',
    secondary: '#dcbd6e',
    accent: '#f2b441',
    error: '#ffb4ab',
    success: '#86d7a4',
    warning: '#f3c06c',
    info: '#9dcaf5',
    'on-background': '#e6ebe7',
    'on-surface': '#e6ebe7',
    'on-primary': '#06251a',
    'on-accent': '#2b1d00',
    'on-error': '#3d0703',
  },
}

function cspNonce(): string | undefined {
  return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce || undefined
}
