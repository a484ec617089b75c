import { call } from '@/api/http'
import { retryUntilSettled } from '@/api/idempotent'
import type { Order } from '@/orders/orders'
import type { Page } from '@/paging/page'

/** An order as the shop's staff see it. */
export interface StaffOrder extends Order {
  customer: { id: number; name: string; email: string }
  /** The states that it may be moved to. */
  next: string[]
}

export interface StaffOrderSearch {
  /** Empty for all. */
  status: string
  /** Counted from 0. */
  page: number
}

/** The newest first. */
export function listStaffOrders({ status, page }: StaffOrderSearch, signal?: AbortSignal): Promise<Page<StaffOrder>> {
  return call<Page<StaffOrder>>(`/api/staff/orders?${new URLSearchParams({ ...(status && { status }), page: String(page) })}`, { signal })
}

export function getStaffOrder(id: string, signal?: AbortSignal): Promise<StaffOrder> {
  return call<StaffOrder>(`/api/staff/orders/${encodeURIComponent(id)}`, { signal })
}

/** To move an order to where it is already changes nothing. */
export function moveOrder(id: number, status: string): Promise<StaffOrder> {
  return retryUntilSettled(() => call<StaffOrder>(`/api/staff/orders/${id}/status`, { method: 'POST', body: { status } }))
}
