import { call } from '@/api/http'
import { idempotent, retryUntilSettled } from '@/api/idempotent'
import type { Order, OrderItem, OrderLine, Parcel } from '@/orders/orders'

export interface StaffOrderLine extends OrderLine {
  /** Pieces that are on their way or have arrived. An API older than this page leaves this and the following out. */
  sent?: number
  /** Pieces that came back. */
  returned?: number
}

/** An order as the shop's staff see it. */
export interface StaffOrder extends Order {
  items: StaffOrderLine[]
  /** In euros: what can still be given back. */
  refundable?: number
  customer: { id: number; name: string; email: string }
  /** The states that it may be moved to. */
  next: string[]
}

export const SORTS = ['oldest', 'newest'] as const
export type Sort = (typeof SORTS)[number]

/** What staff look for; what is empty narrows nothing. */
export interface StaffOrderSearch {
  /** An order's number, or the beginning of a customer's name or email. */
  query: string
  status: string
  /** Days of the visitor's own time zone as ISO 8601, both included. */
  from: string
  until: string
  /** A product's number. */
  product: string
  sort: Sort
  /** Where the part begins, as the part before gave it as `next`. */
  after: string
}

/** A part of a list. */
export interface StaffOrderList {
  items: StaffOrder[]
  /** Where the next part begins; null if there is none. */
  next: string | null
  /** How many there are in each state. */
  counts: Record<string, number>
  /** As far as was counted: so many are that many or more. */
  counted: number
}

/** Why an order could not be moved together with others. */
export interface Refusal {
  id: number
  /** As the last part of a problem's type. */
  problem: string
  /** Where it stands, if that is why. */
  orderStatus: string | null
}

/** As an address has it. */
export function parameters(search: StaffOrderSearch): URLSearchParams {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  return new URLSearchParams(Object.entries({ ...search, zone }).filter(([, value]) => value !== ''))
}

export function listStaffOrders(search: StaffOrderSearch, signal?: AbortSignal): Promise<StaffOrderList> {
  return call<StaffOrderList>(`/api/staff/orders?${parameters(search)}`, { signal })
}

export function getStaffOrder(id: string, signal?: AbortSignal): Promise<StaffOrder> {
  return call<StaffOrder>(`/api/staff/orders/${encodeURIComponent(id)}`, { signal })
}

/** To move an order to where it is already changes nothing. */
export function moveOrder(id: number, status: string, reason = ''): Promise<StaffOrder> {
  const body = reason ? { status, reason } : { status }
  return retryUntilSettled(() => call<StaffOrder>(`/api/staff/orders/${id}/status`, { method: 'POST', body }))
}

/** Sends items together. With its first parcel an order is on its way. */
export function sendParcel(id: number, parcel: Parcel & { items: OrderItem[] }): Promise<StaffOrder> {
  return once(id, 'parcels', parcel)
}

/** Says with whom a parcel travels, instead of anything that was said before. */
export function correctParcel(id: number, parcel: number, said: Parcel): Promise<StaffOrder> {
  return retryUntilSettled(() => call<StaffOrder>(`/api/staff/orders/${id}/parcels/${parcel}`, { method: 'PUT', body: said }))
}

/** Calls items off that were not sent yet. */
export function cancelItems(id: number, cancellation: { items: OrderItem[]; reason: string }): Promise<StaffOrder> {
  return once(id, 'cancellations', cancellation)
}

/** Gives money back, for items that came back or for none. */
export function refund(id: number, given: { items: OrderItem[]; restock: boolean; amount: number; reason: string }): Promise<StaffOrder> {
  return once(id, 'refunds', given)
}

function once(id: number, part: string, content: object): Promise<StaffOrder> {
  return idempotent(`${part}-${id}`, content, (body, key) =>
    call<StaffOrder>(`/api/staff/orders/${id}/${part}`, { method: 'POST', body, headers: { 'Idempotency-Key': key } }),
  )
}

/** What one of the staff tells the others of an order. */
export interface OrderNote {
  id: number
  at: string
  who: string
  text: string
}

export function listNotes(order: number, signal?: AbortSignal): Promise<OrderNote[]> {
  return call(`/api/staff/orders/${order}/notes`, { signal })
}

/** @return all notes of the order */
export function addNote(order: number, text: string): Promise<OrderNote[]> {
  return idempotent(`note-${order}`, { text }, (note, key) =>
    call<OrderNote[]>(`/api/staff/orders/${order}/notes`, { method: 'POST', body: note, headers: { 'Idempotency-Key': key } }),
  )
}

/** Each for itself: those that can't be moved stay, and are named. */
export function moveOrders(ids: number[], status: string): Promise<{ moved: StaffOrder[]; refused: Refusal[] }> {
  return retryUntilSettled(() => call(`/api/staff/orders/moves`, { method: 'POST', body: { ids, status } }))
}
