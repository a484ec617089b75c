import { useI18n } from 'vue-i18n'
import type { Order } from './orders'

/** A function that says in a few words what an order consists of, by which people tell their orders apart. */
export function useOrderSummary(): (order: Order) => string {
  const { t } = useI18n()
  return ({ items }) => t('orders.contents', { name: items[0]?.name ?? '' }, Math.max(0, items.length - 1))
}
