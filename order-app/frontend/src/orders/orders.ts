import { call } from '@/api/http'

export interface OrderItem {
  productId: number
  quantity: number
}

export interface OrderLine extends OrderItem {
  name: string
  price: number
}

export interface Order {
  id: number
  /** An instant, as ISO 8601. */
  createdAt: string
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

export async function listOrders(signal?: AbortSignal): Promise<Order[]> {
  const { items } = await call<{ items: Order[] }>('/api/orders', { signal })
  return items
}

export function getOrder(id: string, signal?: AbortSignal): Promise<Order> {
  return call<Order>(`/api/orders/${encodeURIComponent(id)}`, { signal })
}
