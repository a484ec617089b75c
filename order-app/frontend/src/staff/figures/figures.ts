import { call } from '@/api/http'

/** Some days of the shop. What was cancelled is left out of orders, pieces and revenue. */
export interface Figures {
  /** Each of them, in order; dates as ISO 8601. An API older than this page knows of one day alone, and leaves this out. */
  days?: { date: string; orders: number; revenue: number; pieces: number }[]
  orders: number
  cancelled: number
  /** In euros. */
  revenue: number
  /** What of the prices was for sending. An API older than this page leaves this and the following out. */
  shipping?: number
  /** What of the revenue is tax. */
  tax?: number
  pieces: number
  /** How many orders are in which state now, of all days. */
  waiting: Record<string, number>
  bestSellers: { productId: number; name: string; pieces: number; revenue: number }[]
  lowStock: { id: number; name: string; stock: number }[]
}

/** @param from and until: as ISO 8601, days in the visitor's own time zone, both included */
export function getFigures({ from, until }: { from: string; until: string }, signal?: AbortSignal): Promise<Figures> {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  // An API older than this page knows the last day alone, by another name.
  return call<Figures>(`/api/staff/figures?${new URLSearchParams({ date: until, from, until, zone })}`, { signal })
}

/** The visitor's day, as ISO 8601. */
export function today(now = new Date()): string {
  const [month, day] = [now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0'))
  return `${now.getFullYear()}-${month}-${day}`
}

/** The day that is so many days after another, or with a minus, before it. */
export function dayFrom(day: string, days: number): string {
  const other = new Date(`${day}T00:00:00Z`)
  other.setUTCDate(other.getUTCDate() + days)
  return other.toISOString().slice(0, 10)
}
