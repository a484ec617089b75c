import { call } from '@/api/http'

/** A day of the shop. What was cancelled is left out of orders, pieces and revenue. */
export interface Figures {
  orders: number
  cancelled: number
  /** In euros. */
  revenue: number
  pieces: number
  /** How many orders are in which state now, of all days. */
  waiting: Record<string, number>
  bestSellers: { productId: number; name: string; pieces: number; revenue: number }[]
  lowStock: { id: number; name: string; stock: number }[]
}

/** @param date as ISO 8601, a day in the visitor's own time zone */
export function getFigures(date: string, signal?: AbortSignal): Promise<Figures> {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  return call<Figures>(`/api/staff/figures?${new URLSearchParams({ date, zone })}`, { signal })
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
