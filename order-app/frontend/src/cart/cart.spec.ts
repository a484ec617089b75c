import { createPinia, setActivePinia } from 'pinia'
import { nextTick } from 'vue'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { answering, outOfReach, type Received } from '@/testing/api'
import { MOST_OF_ONE, useCart } from './cart'

const tea = { id: 7, name: 'Barley tea', price: 4.5, stock: 100 }
const kettle = { id: 9, name: 'Iron kettle', price: 60, stock: 3 }
const placed = { status: 201, body: { id: 1001 } }
const busy = { status: 503 }

beforeEach(() => {
  setActivePinia(createPinia())
  vi.useFakeTimers()
  return () => vi.useRealTimers()
})

/** As after a reload of the page: nothing is left but what the browser keeps. */
async function reloaded() {
  await nextTick()
  setActivePinia(createPinia())
  return useCart()
}

/** Orders, with all pauses passing at once; resolves to the error, if there is one. */
async function order(cart = useCart()): Promise<unknown> {
  const outcome = cart.order().then(
    () => undefined,
    (error: unknown) => error,
  )
  await vi.runAllTimersAsync()
  return outcome
}

const keysOf = (calls: Received[]) => calls.map(({ headers }) => headers['Idempotency-Key'])

describe('the cart', () => {
  it('counts pieces and adds up prices', () => {
    const cart = useCart()
    cart.add(tea)
    cart.add(tea)
    cart.add(kettle)
    expect([cart.lines.length, cart.count, cart.total]).toEqual([2, 3, 69])
  })

  it('drops a product of which none is wanted, and takes no more than one order may have', () => {
    const cart = useCart()
    cart.add(tea)
    cart.setQuantity(tea.id, MOST_OF_ONE + 1)
    cart.add(tea)
    expect(cart.count).toBe(MOST_OF_ONE)
    cart.setQuantity(tea.id, 0)
    expect(cart.lines).toEqual([])
  })

  it('is still there after a reload', async () => {
    useCart().add(tea)
    expect((await reloaded()).lines).toEqual([{ productId: 7, name: 'Barley tea', price: 4.5, quantity: 1 }])
  })

  it.each(['', 'no JSON', '[]', '{"lines":[{"productId":"7"}]}', '{"lines":7}'])('is empty when what the browser kept is of no use: %s', async (kept) => {
    localStorage.setItem('order-app-cart', kept)
    expect((await reloaded()).lines).toEqual([])
  })
})

describe('an order', () => {
  it('sends what is in the cart, and empties it when placed', async () => {
    const cart = useCart()
    cart.add(tea)
    const calls = answering({ 'POST /api/orders': [placed] })
    expect(await order()).toBeUndefined()
    expect(calls.map(({ body }) => body)).toEqual([{ items: [{ productId: 7, quantity: 1 }] }])
    expect([cart.lines, cart.unsettled]).toEqual([[], false])
  })

  it('is sent again with its own key while it is unknown whether it arrived', async () => {
    useCart().add(tea)
    const calls = answering({ 'POST /api/orders': [outOfReach, busy, placed] })
    expect(await order()).toBeUndefined()
    expect(keysOf(calls)).toHaveLength(3)
    expect(new Set(keysOf(calls)).size).toBe(1)
  })

  it('of unknown outcome keeps cart and key, over a reload too', async () => {
    useCart().add(tea)
    const calls = answering({ 'POST /api/orders': [busy] })
    expect(await order()).toMatchObject({ status: 503 })
    expect(useCart().unsettled).toBe(true)
    const cart = await reloaded()
    expect([cart.count, cart.unsettled]).toEqual([1, true])
    await order(cart)
    expect(new Set(keysOf(calls)).size).toBe(1)
  })

  it('has its key kept before it is sent', () => {
    useCart().add(tea)
    const calls = answering({ 'POST /api/orders': [placed] })
    void useCart().order()
    expect(localStorage.getItem('order-app-cart')).toContain(keysOf(calls)[0])
  })

  it('that was refused is not sent again, and the next one has another key', async () => {
    useCart().add(tea)
    const calls = answering({ 'POST /api/orders': [{ status: 409, body: { detail: 'Only 0 of "Barley tea" are left.' } }, placed] })
    expect(await order()).toMatchObject({ status: 409 })
    expect([calls.length, useCart().unsettled, useCart().count]).toEqual([1, false, 1])
    await order()
    expect(new Set(keysOf(calls)).size).toBe(2)
  })

  it('is another one, with another key, once the cart was changed', async () => {
    const cart = useCart()
    cart.add(tea)
    const calls = answering({ 'POST /api/orders': [busy, busy, busy, placed] })
    await order()
    cart.setQuantity(tea.id, 2)
    expect(cart.unsettled).toBe(false)
    await order()
    expect(new Set(keysOf(calls)).size).toBe(2)
  })
})
