import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { regional } from './regional'

const CURRENCY = 'EUR'

/** A function that writes an amount the way the visitor's language and region do. */
export function useCurrency(): (amount: number) => string {
  const { locale } = useI18n()
  const format = computed(() => new Intl.NumberFormat(regional(locale.value), { style: 'currency', currency: CURRENCY }))
  return (amount) => format.value.format(amount)
}
