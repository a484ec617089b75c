import type { Address } from '@/orders/orders'
import type { CartLine } from './cartLine'

/** What the browser keeps of the cart. Pages of other versions read it too: fields are added, never changed. */
export interface StoredCart {
  lines: CartLine[]
  /** Whether the lines are a copy of the account's cart, rather than a guest's. */
  ofAccount: boolean
  /** The key of the order being placed, while it is unknown whether it arrived, and the address that went with it. */
  pendingKey: string | null
  pendingAddress: Address | null
}

const STORAGE_KEY = 'order-app-cart'

export function writeCart(cart: StoredCart): void {
  localStorage.setItem(STORAGE_KEY, JSON.stringify(cart))
}

export function readCart(): StoredCart {
  try {
    const { lines = [], ofAccount = false, pendingKey = null, pendingAddress = null } = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? '{}') as Partial<StoredCart>
    return { lines: lines.filter(isLine), ofAccount, pendingKey, pendingAddress }
  } catch {
    // Not written by any version of this page: an empty cart is better than no page.
    return { lines: [], ofAccount: false, pendingKey: null, pendingAddress: null }
  }
}

function isLine(line: CartLine): boolean {
  return Number.isInteger(line.productId) && Number.isInteger(line.quantity) && line.quantity > 0 && typeof line.price === 'number'
}
