import { call } from '@/api/http'
import type { CartLine } from './cartLine'

/** The cart that the shop keeps for an account, so that it is there on all of its owner's devices. */
export interface AccountCart {
  items: CartLine[]
}

export function getCart(): Promise<AccountCart> {
  return call<AccountCart>('/api/cart')
}

/** Adds what was collected before signing in. Of a product that is in both, the larger quantity stays. */
export function mergeIntoCart(lines: CartLine[]): Promise<AccountCart> {
  const items = lines.map(({ productId, quantity }) => ({ productId, quantity }))
  return call<AccountCart>('/api/cart/merge', { method: 'POST', body: { items } })
}

/** @param quantity how many it shall be; 0 takes the product out */
export function putIntoCart(productId: number, quantity: number): Promise<AccountCart> {
  const path = `/api/cart/items/${productId}`
  return quantity > 0 ? call<AccountCart>(path, { method: 'PUT', body: { quantity } }) : call<AccountCart>(path, { method: 'DELETE' })
}
