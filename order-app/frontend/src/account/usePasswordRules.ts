import { useI18n } from 'vue-i18n'

/** As the API wants it: characters at least, bytes at most. */
export const SHORTEST_PASSWORD = 10
const LONGEST_PASSWORD_BYTES = 72

type Rule = (value: string) => true | string

/** What a new password must be; each rule says what is wrong. @param email of the account, which is no password */
export function usePasswordRules(email: () => string): Rule[] {
  const { t } = useI18n()
  return [
    (value) => value.trim() !== '' || t('form.required'),
    (value) => value.length >= SHORTEST_PASSWORD || t('signUp.passwordShort', { n: SHORTEST_PASSWORD }),
    (value) => new TextEncoder().encode(value).length <= LONGEST_PASSWORD_BYTES || t('signUp.passwordLong'),
    (value) => value.toLowerCase() !== email().trim().toLowerCase() || t('signUp.passwordIsEmail'),
  ]
}
