import { call } from '@/api/http'
import type { Page } from '@/api/page'

export interface OrderItem {
  productId: number
  quantity: number
}

export interface OrderLine extends OrderItem {
  name: string
  /** Of one piece in euros, as it was when ordered. */
  price: number
}

export interface Order {
  id: number
  /** An instant, as ISO 8601. */
  placedAt: string
  status: string
  total: number
  items: OrderLine[]
}

/**
 * @param idempotencyKey one per intended order: sent again with the same key it is the same order
 */
export function placeOrder(items: OrderItem[], idempotencyKey: string): Promise<Order> {
  return call<Order>('/api/orders', { method: 'POST', body: { items }, headers: { 'Idempotency-Key': idempotencyKey } })
}

/** The newest first. @param page counted from 0 */
export function listOrders(page: number, signal?: AbortSignal): Promise<Page<Order>> {
  return call<Page<Order>>(`/api/orders?page=${page}`, { signal })
}

export function getOrder(id: string, signal?: AbortSignal): Promise<Order> {
  return call<Order>(`/api/orders/${encodeURIComponent(id)}`, { signal })
}
