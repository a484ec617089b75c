import { computed, type ComputedRef } from 'vue'
import { useRoute, useRouter } from 'vue-router'

/**
 * Which page of its list a view shows, counted from 0. The address holds it, counted from 1 as people do, so that it can
 * be bookmarked and gone back to.
 */
export function usePageQuery(): { page: ComputedRef<number>; turnTo: (page: number) => void } {
  const route = useRoute()
  const router = useRouter()

  const page = computed(() => Math.max(0, Math.trunc(Number(route.query.page) || 1) - 1))

  function turnTo(chosen: number): void {
    void router.push({ query: { ...route.query, page: chosen > 0 ? chosen + 1 : undefined } })
  }

  return { page, turnTo }
}
