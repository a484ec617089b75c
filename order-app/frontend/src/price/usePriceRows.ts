import { useI18n } from 'vue-i18n'
import type { OrderPrice } from './price'

/** What is said beside the total of what it holds, each with its amount. Nothing of shipping that is free and of taxes where there are none. */
export interface PriceRow {
  label: string
  amount: number
}

/** Functions that say what comes before the total, which is a part of the sum, and what after it, which explains it. */
export function usePriceRows(): { before: (price: OrderPrice) => PriceRow[]; after: (price: OrderPrice) => PriceRow[] } {
  const { t } = useI18n()
  const tax = (price: OrderPrice, key: string, wanted: boolean) =>
    price.taxPercent > 0 && price.taxIncluded === wanted ? [{ label: t(key, { percent: price.taxPercent }), amount: price.tax }] : []
  return {
    before: (price) => [...(price.shipping > 0 ? [{ label: t('price.shipping'), amount: price.shipping }] : []), ...tax(price, 'price.taxAdded', false)],
    after: (price) => tax(price, 'price.taxIncluded', true),
  }
}
