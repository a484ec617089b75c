import { call } from '@/api/http'
import { isUnknownToApi } from '@/api/problem'

/** What an order costs, in euros. The shop computes it; the page shows it. */
export interface OrderPrice {
  goods: number
  shipping: number
  /** 0 says nothing of taxes. */
  taxPercent: number
  /** Whether goods and shipping hold the tax. */
  taxIncluded: boolean
  /** The tax in `total`. */
  tax: number
  total: number
}

/** What those pieces would cost as an order; null where an API older than this page takes nothing but their prices. */
export async function getPrice(items: { productId: number; quantity: number }[], signal?: AbortSignal): Promise<OrderPrice | null> {
  try {
    return await call<OrderPrice>(`/api/price?items=${items.map(({ productId, quantity }) => `${productId}x${quantity}`).join(',')}`, { signal })
  } catch (error) {
    if (isUnknownToApi(error)) {
      return null
    }
    throw error
  }
}
