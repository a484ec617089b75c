import { defineStore } from 'pinia'
import { computed, ref, watch } from 'vue'
import { Problem, Unreachable } from '@/api/problem'
import { placeOrder, type Order } from '@/orders/orders'
import type { Product } from '@/products/products'
import { newIdempotencyKey } from './idempotencyKey'

export interface CartLine {
  productId: number
  name: string
  price: number
  quantity: number
}

interface Kept {
  lines: CartLine[]
  /** The key of the order being placed, while it is unknown whether it arrived. */
  pendingKey: string | null
}

/** The API takes no more of one product in one order. */
export const MOST_OF_ONE = 99

const KEPT_AS = 'order-app-cart'
const RETRY_AFTER_MILLIS = [500, 1500]

/**
 * What the visitor is about to order. One intended order has one idempotency key, kept over retries, reloads and new
 * versions of the page, so that it is placed once however often it is sent. While its outcome is unknown the cart stays
 * as it was sent; changing it would make another order of it.
 */
export const useCart = defineStore('cart', () => {
  const kept = readKept()
  const lines = ref(kept.lines)
  const pendingKey = ref(kept.pendingKey)

  const count = computed(() => lines.value.reduce((sum, line) => sum + line.quantity, 0))
  const total = computed(() => lines.value.reduce((sum, line) => sum + line.quantity * line.price, 0))
  const unsettled = computed(() => pendingKey.value !== null)

  watch([lines, pendingKey], keep, { deep: true })

  function keep(): void {
    localStorage.setItem(KEPT_AS, JSON.stringify({ lines: lines.value, pendingKey: pendingKey.value } satisfies Kept))
  }

  function add({ id, name, price }: Product): void {
    giveUpPending()
    const line = lines.value.find((candidate) => candidate.productId === id)
    if (line) {
      line.quantity = Math.min(line.quantity + 1, MOST_OF_ONE)
    } else {
      lines.value.push({ productId: id, name, price, quantity: 1 })
    }
  }

  function setQuantity(productId: number, quantity: number): void {
    giveUpPending()
    lines.value = lines.value
      .map((line) => (line.productId === productId ? { ...line, quantity: Math.min(quantity, MOST_OF_ONE) } : line))
      .filter((line) => line.quantity > 0)
  }

  /** The next order will be another one than the one whose outcome is unknown. */
  function giveUpPending(): void {
    pendingKey.value = null
  }

  /**
   * Places the order, trying up to three times while it is unknown whether it arrived.
   *
   * @throws Problem or Unreachable; afterwards `unsettled` tells whether the order may have been placed
   */
  async function order(): Promise<Order> {
    const key = (pendingKey.value ??= newIdempotencyKey())
    // Written at once, not with the next tick: a page closed in mid-order must find the key again.
    keep()
    try {
      const placed = await sendUntilSettled(key)
      lines.value = []
      pendingKey.value = null
      return placed
    } catch (error) {
      if (!isUnsettled(error)) {
        pendingKey.value = null
      }
      throw error
    }
  }

  async function sendUntilSettled(key: string): Promise<Order> {
    const items = lines.value.map(({ productId, quantity }) => ({ productId, quantity }))
    for (const pause of RETRY_AFTER_MILLIS) {
      try {
        return await placeOrder(items, key)
      } catch (error) {
        if (!isUnsettled(error)) {
          throw error
        }
        await new Promise((resolve) => setTimeout(resolve, pause))
      }
    }
    return placeOrder(items, key)
  }

  return { lines, count, total, unsettled, add, setQuantity, giveUpPending, order }
})

function isUnsettled(error: unknown): boolean {
  return (error instanceof Problem || error instanceof Unreachable) && error.unsettled
}

function readKept(): Kept {
  try {
    const kept = JSON.parse(localStorage.getItem(KEPT_AS) ?? '{}') as Partial<Kept>
    return { lines: (kept.lines ?? []).filter(isLine), pendingKey: kept.pendingKey ?? null }
  } catch {
    // Not written by any version of this page: an empty cart is better than no page.
    return { lines: [], pendingKey: null }
  }
}

function isLine(line: CartLine): boolean {
  return Number.isInteger(line.productId) && Number.isInteger(line.quantity) && line.quantity > 0 && typeof line.price === 'number'
}
