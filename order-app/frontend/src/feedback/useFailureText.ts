import { useI18n } from 'vue-i18n'
import { Problem } from '@/api/problem'

/**
 * A function that says in the visitor's language what went wrong. The API's own sentence, which knows most, is taken
 * where it is in that language; else the page's words for this type of problem. Of a breakdown's inner workings nothing
 * is told.
 */
export function useFailureText(): (failure: unknown) => string {
  const { t, te, locale } = useI18n()

  return (failure) => {
    if (!(failure instanceof Problem)) {
      return t('failure.unreachable')
    }
    if (failure.unsettled) {
      return t('failure.server')
    }
    if (failure.detail && failure.language.startsWith(locale.value)) {
      return failure.detail
    }
    const known = [`problem.${failure.type}`, `problem.${failure.status}`].find((key) => te(key))
    return known ? t(known) : failure.message
  }
}
