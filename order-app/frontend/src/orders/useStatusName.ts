import { useI18n } from 'vue-i18n'

/** A function that names an order's state. A newer API may know one that this page has no word for. */
export function useStatusName(): (status: string) => string {
  const { t, te } = useI18n()
  return (status) => (te(`orders.status.${status}`) ? t(`orders.status.${status}`) : status)
}
