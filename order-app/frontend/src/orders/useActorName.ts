import { useI18n } from 'vue-i18n'

/** A function that says who did something to an order. Only staff are told names. */
export function useActorName(): (actor: { by: 'CUSTOMER' | 'STAFF'; who?: string }) => string {
  const { t } = useI18n()
  return ({ by, who }) => who ?? t(by === 'STAFF' ? 'orders.byStaff' : 'orders.byCustomer')
}
