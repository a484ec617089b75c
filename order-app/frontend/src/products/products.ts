import { call } from '@/api/http'
import type { Page } from '@/api/page'

export interface Product {
  id: number
  name: string
  /** In euros. */
  price: number
  /** How many can be ordered. */
  stock: number
}


export interface ProductSearch {
  query: string
  /** Counted from 0. */
  page: number
}

export function searchProducts({ query, page }: ProductSearch, signal?: AbortSignal): Promise<Page<Product>> {
  const parameters = new URLSearchParams({ query, page: String(page) })
  return call<Page<Product>>(`/api/products?${parameters}`, { signal })
}
