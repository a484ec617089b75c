import { useI18n } from 'vue-i18n'

type Rule = (value: string) => true | string

/** What a field must hold before a form is sent. The API says the last word. */
export function useFieldRules(): { entered: Rule; filled: Rule; address: Rule } {
  const { t } = useI18n()
  return {
    /** Anything, blanks too: a password may begin with one. */
    entered: (value) => value !== '' || t('form.required'),
    /** More than blanks. */
    filled: (value) => value.trim() !== '' || t('form.required'),
    /** Something like an e-mail address. */
    address: (value) => /^[^\s@]+@[^\s@]+$/.test(value.trim()) || t('signUp.emailInvalid'),
  }
}
