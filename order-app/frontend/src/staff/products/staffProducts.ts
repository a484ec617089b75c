import { call } from '@/api/http'
import { retryUntilSettled } from '@/api/idempotent'
import type { Page } from '@/paging/page'

/** What staff say of a product. */
export interface ProductDetails {
  nameEn: string
  nameKo: string
  descriptionEn: string
  descriptionKo: string
  /** In euros. */
  price: number
  /** The code of its category. */
  category: string | null
  /** Name of its picture, as the upload gave it. */
  picture: string | null
  /** What a piece weighs with its packaging; 0 if nobody said. An API older than this page leaves it out. */
  grams?: number
}

/** A product as the shop's staff see it. */
export interface StaffProduct extends Omit<ProductDetails, 'nameKo'> {
  id: number
  nameKo: string | null
  /** Here the address of its picture. */
  picture: string | null
  stock: number
  /** False once it is withdrawn. */
  active: boolean
  /** Goes up with each change, so that nobody overwrites what somebody else changed meanwhile. */
  version: number
}

export interface StaffProductSearch {
  query: string
  /** Counted from 0. */
  page: number
}

export interface StockChange {
  id: number
  /** Pieces that came in, or with a minus, went out. */
  change: number
  reason: string
  /** An instant, as ISO 8601. */
  at: string
  /** Name of who did it. */
  by: string
}

/** What the product is called in a language; not every product has a Korean name. */
export function nameIn(locale: string, { nameEn, nameKo }: Pick<StaffProduct, 'nameEn' | 'nameKo'>): string {
  return locale === 'ko' ? nameKo || nameEn : nameEn
}

const PATH = '/api/staff/products'

/** Withdrawn ones too. */
export function listStaffProducts({ query, page }: StaffProductSearch, signal?: AbortSignal): Promise<Page<StaffProduct>> {
  return call<Page<StaffProduct>>(`${PATH}?${new URLSearchParams({ query, page: String(page) })}`, { signal })
}

export function getStaffProduct(id: string, signal?: AbortSignal): Promise<StaffProduct> {
  return call<StaffProduct>(`${PATH}/${encodeURIComponent(id)}`, { signal })
}

/** @param key one per intended product: sent again with the same key it is the same product */
export function createProduct(product: ProductDetails & { stock: number }, key: string): Promise<StaffProduct> {
  return call<StaffProduct>(PATH, { method: 'POST', body: product, headers: { 'Idempotency-Key': key } })
}

export function changeProduct(id: number, product: ProductDetails & { active: boolean; version: number }): Promise<StaffProduct> {
  return call<StaffProduct>(`${PATH}/${id}`, { method: 'PUT', body: product })
}

/** Nobody can order it any more; orders keep it. */
export function withdrawProduct(id: number): Promise<void> {
  return retryUntilSettled(() => call(`${PATH}/${id}`, { method: 'DELETE' }))
}

/** Relative, so that what is sold meanwhile stays sold. @param key one per intended change */
export function changeStock(id: number, change: { change: number; reason: string }, key: string): Promise<StockChange & { stock: number }> {
  return call<StockChange & { stock: number }>(`${PATH}/${id}/stock-changes`, { method: 'POST', body: change, headers: { 'Idempotency-Key': key } })
}

/** The newest first. */
export function listStockChanges(id: number, signal?: AbortSignal): Promise<Page<StockChange>> {
  return call<Page<StockChange>>(`${PATH}/${id}/stock-changes?page=0`, { signal })
}
