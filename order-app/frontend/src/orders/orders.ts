import { call } from '@/api/http'
import { retryUntilSettled } from '@/api/idempotent'
import type { Page } from '@/paging/page'
import type { OrderPrice } from '@/price/price'

export interface OrderItem {
  productId: number
  quantity: number
}

export interface OrderLine extends OrderItem {
  name: string
  /** Of one piece in euros, as it was when ordered. */
  price: number
}

/** Where an order goes. */
export interface Address {
  recipient: string
  street: string
  /** Flat, floor, company. */
  extra: string
  postalCode: string
  city: string
  /** ISO 3166, two letters. */
  country: string
  phone: string
}

/** The way of an order; besides, it may be CANCELLED. */
export const ORDER_STEPS = ['PLACED', 'CONFIRMED', 'SHIPPED', 'DELIVERED'] as const

/** How an order came to its state. */
export interface OrderChange {
  status: string
  /** An instant, as ISO 8601. */
  at: string
  by: 'CUSTOMER' | 'STAFF'
  /** Name of who it was; only staff are told. */
  who?: string
  /** Why; empty if nobody said. An API older than this page leaves it out. */
  reason?: string
}

/** Pieces of a product that something happened to. */
export interface OrderPieces extends OrderItem {
  name: string
}

/** With whom something travels. */
export interface Parcel {
  carrier: string
  trackingNumber: string
}

/** Pieces that were sent together. */
export interface SentParcel {
  id: number
  /** An instant, as ISO 8601. */
  sentAt: string
  /** Null, as the following, where it is not known with whom it travels. */
  carrier: string | null
  trackingNumber: string | null
  items: OrderPieces[]
}

/** What happened to an order besides its steps. */
export interface OrderEvent {
  /** A word under `orders.event`, or one that only a newer API knows. */
  kind: string
  /** An instant, as ISO 8601. */
  at: string
  by: 'CUSTOMER' | 'STAFF'
  /** Name of who it was; only staff are told. */
  who?: string
  /** Why; empty if nobody said. */
  reason: string
  items: OrderPieces[]
  parcel: Parcel | null
  /** In euros, of a refund. */
  amount: number | null
}

export interface Order {
  id: number
  /** An instant, as ISO 8601. */
  placedAt: string
  /** One of ORDER_STEPS, CANCELLED, or one that only a newer API knows. */
  status: string
  total: number
  items: OrderLine[]
  /** None on orders of older versions. An API older than this page leaves this and the following out. */
  address?: Address | null
  cancellable?: boolean
  history?: OrderChange[]
  /** Whether a part is on its way, and a part is still to be sent. */
  partlySent?: boolean
  parcels?: SentParcel[]
  /** In euros. */
  refunded?: number
  events?: OrderEvent[]
  /** What `total` is made of. */
  price?: OrderPrice
}

/** @param idempotencyKey one per intended order: sent again with the same key it is the same order */
export function placeOrder(order: { items: OrderItem[]; address: Address }, idempotencyKey: string): Promise<Order> {
  return call<Order>('/api/orders', { method: 'POST', body: order, headers: { 'Idempotency-Key': idempotencyKey } })
}

/** The newest first. @param page counted from 0 */
export function listOrders(page: number, signal?: AbortSignal): Promise<Page<Order>> {
  return call<Page<Order>>(`/api/orders?page=${page}`, { signal })
}

export function getOrder(id: string, signal?: AbortSignal): Promise<Order> {
  return call<Order>(pathOf(id), { signal })
}

/** Gives the goods back. To cancel a cancelled order again changes nothing. @param reason for the shop to read; may be empty */
export function cancelOrder(id: string, reason: string): Promise<Order> {
  return retryUntilSettled(() => call<Order>(`${pathOf(id)}/cancellation`, { method: 'POST', body: reason ? { reason } : undefined }))
}

export function changeAddress(id: string, address: Address): Promise<Order> {
  return retryUntilSettled(() => call<Order>(`${pathOf(id)}/address`, { method: 'PUT', body: address }))
}

function pathOf(id: string): string {
  return `/api/orders/${encodeURIComponent(id)}`
}
