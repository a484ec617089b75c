import { call } from '@/api/http'
import type { Page } from '@/paging/page'

export interface Product {
  id: number
  /** In the visitor's language. */
  name: string
  /** In euros. */
  price: number
  /** How many can be ordered. */
  stock: number
  /** Address of its picture. An API older than this page leaves this and the following out. */
  picture?: string | null
  /** The code of its category. */
  category?: string | null
}

export interface DescribedProduct extends Product {
  /** Plain text; empty if there is none. */
  description: string
}

export interface Category {
  /** As it stands in addresses. */
  code: string
  /** In the visitor's language. */
  name: string
}

export const SORTS = ['name', 'price', '-price', 'newest'] as const
export type Sort = (typeof SORTS)[number]

export interface ProductSearch {
  query: string
  /** The code of a category; empty for all. */
  category: string
  sort: Sort
  /** Counted from 0. */
  page: number
}

export function searchProducts({ query, category, sort, page }: ProductSearch, signal?: AbortSignal): Promise<Page<Product>> {
  const parameters = new URLSearchParams({ query, ...(category && { category }), ...(sort !== 'name' && { sort }), page: String(page) })
  return call<Page<Product>>(`/api/products?${parameters}`, { signal })
}

export function getProduct(id: string, signal?: AbortSignal): Promise<DescribedProduct> {
  return call<DescribedProduct>(`/api/products/${encodeURIComponent(id)}`, { signal })
}

export function listCategories(signal?: AbortSignal): Promise<Category[]> {
  return call<Category[]>('/api/categories', { signal })
}

/** Whether there is a page about it: an API older than this page lists products, but tells nothing of a single one. */
export function hasPage(product: Product): boolean {
  return product.category !== undefined
}
