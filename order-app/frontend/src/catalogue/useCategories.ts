import { computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { useFetched } from '@/requests/useFetched'
import { listCategories, type Category } from './products'

/**
 * The categories in the visitor's language. Empty while they are being fetched, and where they can't be had: from an API
 * older than this page, for instance. Products are found without them too.
 */
export function useCategories(): { categories: ComputedRef<Category[]>; pending: ComputedRef<boolean> } {
  const { locale } = useI18n()
  const { value, loading } = useFetched(
    () => locale.value,
    (_locale, signal) => listCategories(signal),
    { publicly: true },
  )
  return { categories: computed(() => value.value ?? []), pending: computed(() => loading.value && value.value === null) }
}
