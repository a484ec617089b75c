import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { regional } from './regional'

/** A function that writes an instant as date and time of the visitor's own clock, language and region. */
export function useDateTime(): (instant: string) => string {
  const { locale } = useI18n()
  const format = computed(() => new Intl.DateTimeFormat(regional(locale.value), { dateStyle: 'medium', timeStyle: 'short' }))
  return (instant) => format.value.format(new Date(instant))
}
