import { onScopeDispose, ref, watch, type Ref } from 'vue'
import { useFetched, type Fetched } from '@/requests/useFetched'
import { getStaffOrder, listStaffOrders, type StaffOrder, type StaffOrderList, type StaffOrderSearch } from './staffOrders'

/** Often enough that two people at work seldom meet in one order, seldom enough that a page left open costs little. */
const REFRESH_MILLIS = 15_000

export interface OrderQueue extends Fetched<StaffOrderList> {
  /** Whether a list asked for now would have other orders than those shown. */
  outdated: Ref<boolean>
  /** Shows orders as they are now, at the places where they were. */
  replace: (orders: StaffOrder[]) => void
}

/**
 * A list that somebody works in. It follows what others do, but no order changes its place: what left the list stays with its new state, and
 * what is new waits until it is asked for. A list that jumps leads to wrong clicks.
 */
export function useOrderQueue(search: () => StaffOrderSearch): OrderQueue {
  const fetched = useFetched(search, listStaffOrders)
  const outdated = ref(false)

  function replace(orders: StaffOrder[]): void {
    const changed = new Map(orders.map((order) => [order.id, order]))
    if (fetched.value.value) {
      const items = fetched.value.value.items.map((order) => changed.get(order.id) ?? order)
      fetched.value.value = { ...fetched.value.value, items }
    }
  }

  async function follow(): Promise<void> {
    const shown = fetched.value.value
    if (!shown || fetched.loading.value || document.visibilityState !== 'visible') {
      return
    }
    try {
      const latest = await listStaffOrders(search())
      const listed = new Set(latest.items.map(({ id }) => id))
      const left = await Promise.all(shown.items.filter(({ id }) => !listed.has(id)).map(({ id }) => getStaffOrder(String(id))))
      // Meanwhile another list may have been asked for.
      if (fetched.value.value && sameOrders(fetched.value.value.items, shown.items)) {
        outdated.value = !sameOrders(latest.items, shown.items)
        replace([...latest.items, ...left])
        fetched.value.value = { ...fetched.value.value, counts: latest.counts }
      }
    } catch {
      // The next time, or the next thing that is done here, will tell.
    }
  }

  const timer = setInterval(() => void follow(), REFRESH_MILLIS)
  onScopeDispose(() => clearInterval(timer))
  watch(fetched.loading, () => (outdated.value = false))
  return { ...fetched, outdated, replace }
}

function sameOrders(one: StaffOrder[], other: StaffOrder[]): boolean {
  return one.length === other.length && one.every(({ id }, place) => id === other[place]?.id)
}
