import { call } from '@/api/http'

export interface Product {
  id: number
  name: string
  price: number
  /** How many can be ordered. */
  stock: number
}

export interface ProductPage {
  items: Product[]
  /** Counted from 0. */
  page: number
  totalPages: number
  totalItems: number
}

export interface ProductSearch {
  query: string
  page: number
}

export function searchProducts({ query, page }: ProductSearch, signal?: AbortSignal): Promise<ProductPage> {
  const parameters = new URLSearchParams({ query, page: String(page) })
  return call<ProductPage>(`/api/products?${parameters}`, { signal })
}
