import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import { newIdempotencyKey } from '@/api/idempotencyKey'
import { retryUntilSettled } from '@/api/idempotent'
import { isProblem, isUnknownToApi, isUnsettled } from '@/api/problem'
import type { Product } from '@/catalogue/products'
import { placeOrder, type Address, type Order } from '@/orders/orders'
import { useSession } from '@/session/session'
import { getCart, mergeIntoCart, putIntoCart, type AccountCart } from './cartApi'
import { MAX_QUANTITY, type CartLine } from './cartLine'
import { readCart, writeCart } from './cartStorage'

/**
 * What the visitor is about to order. A guest's cart is kept by the browser; once signed in it becomes part of the
 * account's cart, which the shop keeps. Changes show at once and are rolled back if the shop refuses them. With an API
 * that keeps no carts all of it stays in the browser.
 *
 * One intended order has one idempotency key, kept over retries, reloads and new versions of the page, so that it is
 * placed once however often it is sent. While its outcome is unknown the cart stays as it was sent; changing it would
 * make another order of it.
 */
export const useCart = defineStore('cart', () => {
  const session = useSession()
  const kept = readCart()
  const lines = ref(kept.lines)
  const ofAccount = ref(kept.ofAccount)
  const pendingKey = ref(kept.pendingKey)
  const pendingAddress = ref(kept.pendingAddress)
  /** Why the last change was rolled back. */
  const failure = shallowRef<unknown>(null)

  const count = computed(() => lines.value.reduce((sum, line) => sum + line.quantity, 0))
  const total = computed(() => lines.value.reduce((sum, line) => sum + line.quantity * line.price, 0))
  const unsettled = computed(() => pendingKey.value !== null)
  const deliverable = computed(() => lines.value.every((line) => line.available !== false))

  /** What the shop is known to have, and what it has not been told yet. */
  let confirmed = lines.value
  const pendingChanges = new Set<number>()
  let syncing: Promise<void> | undefined

  watch([lines, ofAccount, pendingKey, pendingAddress], keep, { deep: true })
  watch(() => session.account, (account) => (account ? void join() : leave()), { immediate: true })

  function keep(): void {
    writeCart({ lines: lines.value, ofAccount: ofAccount.value, pendingKey: pendingKey.value, pendingAddress: pendingAddress.value })
  }

  function add({ id, name, price, picture, stock }: Product, quantity = 1): void {
    const line = lines.value.find((candidate) => candidate.productId === id)
    if (!line) {
      lines.value.push({ productId: id, name, price, picture, stock, quantity: 0 })
    }
    setQuantity(id, (line?.quantity ?? 0) + quantity)
  }

  function setQuantity(productId: number, quantity: number): void {
    giveUpPending()
    lines.value = lines.value.map((line) => (line.productId === productId ? wanting(line, quantity) : line)).filter((line) => line.quantity > 0)
    if (ofAccount.value) {
      pendingChanges.add(productId)
      syncing ??= sync()
    }
  }

  /** Sends the shop one product after the other, of each how many it shall be by now. */
  async function sync(): Promise<void> {
    failure.value = null
    try {
      for (const productId of pendingChanges) {
        pendingChanges.delete(productId)
        const quantity = lines.value.find((line) => line.productId === productId)?.quantity ?? 0
        const answer = await retryUntilSettled(() => putIntoCart(productId, quantity))
        confirmed = answer.items
        showConfirmed()
      }
    } catch (error) {
      noteFailure(error)
      pendingChanges.clear()
      showConfirmed()
    } finally {
      syncing = undefined
    }
  }

  /** Makes the cart the account's: a guest's lines go into it. To be called again to learn of new prices and stock. */
  async function join(): Promise<void> {
    if (unsettled.value || syncing) {
      return
    }
    try {
      const guests = ofAccount.value ? [] : lines.value
      adopt(await retryUntilSettled(() => (guests.length > 0 ? mergeIntoCart(guests) : getCart())))
    } catch (error) {
      // An API older than this page keeps no carts; a shop out of reach is asked again by whoever needs it.
      if (!isUnknownToApi(error)) {
        noteFailure(error)
      }
    }
  }

  function adopt(answer: AccountCart): void {
    ofAccount.value = true
    confirmed = answer.items
    showConfirmed()
  }

  function showConfirmed(): void {
    if (pendingChanges.size === 0 && !unsettled.value) {
      lines.value = [...confirmed]
    }
  }

  function noteFailure(error: unknown): void {
    failure.value = error
    if (isProblem(error, 401)) {
      session.ended()
    }
  }

  /** The account's cart is nobody else's to see. */
  function leave(): void {
    if (ofAccount.value && !unsettled.value) {
      forget()
    }
  }

  function forget(): void {
    giveUpPending()
    pendingChanges.clear()
    lines.value = confirmed = []
    ofAccount.value = false
  }

  /** The next order will be another one than the one whose outcome is unknown. */
  function giveUpPending(): void {
    pendingKey.value = null
    pendingAddress.value = null
  }

  /**
   * Places the order, trying up to three times while it is unknown whether it arrived.
   *
   * @param address where it shall go; an order that may have arrived already keeps the one that it was sent with
   * @throws Problem or Unreachable; afterwards `unsettled` tells whether the order may have been placed
   */
  async function order(address: Address): Promise<Order> {
    if (syncing) {
      await syncing
    }
    const key = (pendingKey.value ??= newIdempotencyKey())
    const sentTo = (pendingAddress.value ??= address)
    // Written at once, not with the next tick: a page closed in mid-order must find the key again.
    keep()
    const items = lines.value.map(({ productId, quantity }) => ({ productId, quantity }))
    try {
      const placed = await retryUntilSettled(() => placeOrder({ items, address: sentTo }, key))
      lines.value = confirmed = []
      giveUpPending()
      return placed
    } catch (error) {
      if (!isUnsettled(error)) {
        giveUpPending()
      }
      throw error
    }
  }

  return { lines, count, total, unsettled, deliverable, pendingAddress, failure, add, setQuantity, join, forget, giveUpPending, order }
})

function wanting(line: CartLine, wanted: number): CartLine {
  const quantity = Math.min(wanted, MAX_QUANTITY)
  return { ...line, quantity, available: line.stock === undefined ? line.available : quantity <= line.stock }
}
