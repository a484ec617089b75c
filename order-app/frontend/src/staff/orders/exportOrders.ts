import { callText } from '@/api/http'
import { parameters, type StaffOrderSearch } from './staffOrders'

/** The API makes a part from a thousand orders. */
const TIMEOUT_MILLIS = 60_000

/**
 * Fetches all orders that fit as one file of comma-separated values. It comes in parts, so that a long one neither takes too long nor looks
 * whole when its end is missing.
 */
export async function exportOrders(search: StaffOrderSearch): Promise<Blob> {
  const parts: string[] = []
  for (let after: string | null = ''; after !== null; ) {
    const { text, headers } = await callText(`/api/staff/orders/export?${parameters({ ...search, after })}`, { timeoutMillis: TIMEOUT_MILLIS })
    parts.push(text)
    after = headers.get('X-Next')
  }
  return new Blob(parts, { type: 'text/csv;charset=utf-8' })
}

/** Hands a file to the visitor, as a link to it would. */
export function save(file: Blob, name: string): void {
  const address = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  URL.revokeObjectURL(address)
}
