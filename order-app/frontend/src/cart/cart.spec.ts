import { createPinia, setActivePinia } from 'pinia'
import { nextTick } from 'vue'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { useSession } from '@/session/session'
import { answering, outOfReach, refused, type Received } from '@/testing/api'
import { address, inCart, kettle, tea } from '@/testing/goods'
import { useCart } from './cart'
import { MAX_QUANTITY } from './cartLine'

const placed = { status: 201, body: { id: 1001 } }
const busy = { status: 503 }
const cartWith = (...items: object[]) => ({ body: { items } })

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

/** Lets all that is under way come to its end, with all pauses passing at once. */
async function settled() {
  await nextTick()
  await vi.runAllTimersAsync()
}

async function signedIn() {
  useCart()
  useSession().account = { email: 'a@example.test', name: 'A' }
  await settled()
  return useCart()
}

/** Orders; resolves to the error, if there is one. */
async function order(cart = useCart()): Promise<unknown> {
  const outcome = cart.order(address).then(
    () => undefined,
    (error: unknown) => error,
  )
  await vi.runAllTimersAsync()
  return outcome
}

const keysOf = (calls: Received[]) => calls.map(({ headers }) => headers['Idempotency-Key'])
const said = (calls: Received[]) => calls.map(({ method, path, body }) => [`${method} ${path}`, ...(body ? [body] : [])])
const wanted = (cart = useCart()) => cart.lines.map(({ productId, quantity }) => [productId, quantity])

describe("a guest's cart", () => {
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
    cart.setQuantity(tea.id, MAX_QUANTITY + 1)
    cart.add(tea)
    expect(cart.count).toBe(MAX_QUANTITY)
    cart.setQuantity(tea.id, 0)
    expect(cart.lines).toEqual([])
  })

  it('knows what can not be delivered', () => {
    const cart = useCart()
    cart.add(kettle, 4)
    expect(cart.deliverable).toBe(false)
    cart.setQuantity(kettle.id, 3)
    expect(cart.deliverable).toBe(true)
  })

  it('is still there after a reload, and tells nobody', async () => {
    const calls = answering({})
    useCart().add(tea)
    expect(wanted(await reloaded())).toEqual([[7, 1]])
    expect(calls).toEqual([])
  })

  it.each(['', 'no JSON', '[]', '{"lines":[{"productId":"7"}]}', '{"lines":7}'])('is empty when what the browser kept is of no use: %s', async (kept) => {
    localStorage.setItem('order-app-cart', kept)
    expect((await reloaded()).lines).toEqual([])
  })

  it('goes into the account’s at signing in', async () => {
    useCart().add(tea)
    const calls = answering({ 'POST /api/cart/merge': [cartWith(inCart(kettle, 1), inCart(tea, 1))] })
    await signedIn()
    expect(said(calls)).toEqual([['POST /api/cart/merge', { items: [{ productId: 7, quantity: 1 }] }]])
    expect(wanted()).toEqual([[9, 1], [7, 1]])
  })

  it('stays as it is where the API is older than carts', async () => {
    useCart().add(tea)
    const calls = answering({})
    const cart = await signedIn()
    cart.setQuantity(tea.id, 2)
    await settled()
    expect(said(calls)).toHaveLength(1)
    expect([wanted(), cart.failure]).toEqual([[[7, 2]], null])
  })
})

describe("an account's cart", () => {
  it('shows a change at once, then what the shop makes of it', async () => {
    const calls = answering({ 'GET /api/cart': [cartWith()], 'PUT /api/cart/items/9': [cartWith({ ...inCart(kettle, 2), price: 55 })] })
    const cart = await signedIn()
    cart.add(kettle, 2)
    expect([wanted(), cart.total]).toEqual([[[9, 2]], 120])
    await settled()
    expect([wanted(), cart.total]).toEqual([[[9, 2]], 110])
    expect(said(calls).at(-1)).toEqual(['PUT /api/cart/items/9', { quantity: 2 }])
  })

  it('tells the shop the last of many quick changes', async () => {
    const calls = answering({ 'GET /api/cart': [cartWith()], 'PUT /api/cart/items/7': [cartWith(inCart(tea, 3))] })
    const cart = await signedIn()
    cart.add(tea)
    cart.add(tea)
    cart.add(tea)
    await settled()
    expect(said(calls).slice(1).at(-1)).toEqual(['PUT /api/cart/items/7', { quantity: 3 }])
    expect(calls.length).toBeLessThan(4)
    expect(wanted()).toEqual([[7, 3]])
  })

  it('takes a change back that the shop refuses, and says why', async () => {
    answering({ 'GET /api/cart': [cartWith(inCart(tea, 1))], 'PUT /api/cart/items/9': [refused(409, 'cart-full')] })
    const cart = await signedIn()
    cart.add(kettle)
    await settled()
    expect(wanted()).toEqual([[7, 1]])
    expect(cart.failure).toMatchObject({ type: 'cart-full' })
  })

  it('takes out what is not wanted any more', async () => {
    const calls = answering({ 'GET /api/cart': [cartWith(inCart(tea, 1))], 'DELETE /api/cart/items/7': [cartWith()] })
    const cart = await signedIn()
    cart.setQuantity(tea.id, 0)
    await settled()
    expect(said(calls).at(-1)).toEqual(['DELETE /api/cart/items/7'])
    expect(wanted()).toEqual([])
  })

  it('is not shown to whoever comes after', async () => {
    answering({ 'GET /api/cart': [cartWith(inCart(tea, 1))] })
    await signedIn()
    useSession().account = null
    await settled()
    expect([wanted(), localStorage.getItem('order-app-cart')]).toEqual([[], expect.not.stringContaining('Barley tea')])
  })

  it('is asked for anew after a reload, not merged into itself', async () => {
    const calls = answering({ 'GET /api/cart': [cartWith(inCart(tea, 1))] })
    await signedIn()
    await reloaded()
    await signedIn()
    expect(said(calls)).toEqual([['GET /api/cart'], ['GET /api/cart']])
  })
})

describe('an order', () => {
  it('sends what is in the cart, and empties it when placed', async () => {
    const cart = useCart()
    cart.add(tea)
    const calls = answering({ 'POST /api/orders': [placed] })
    expect(await order()).toBeUndefined()
    expect(calls.map(({ body }) => body)).toEqual([{ items: [{ productId: 7, quantity: 1 }], address }])
    expect([cart.lines, cart.unsettled]).toEqual([[], false])
  })

  it('is sent again with its own key while it is unknown whether it arrived', async () => {
    useCart().add(tea)
    const calls = answering({ 'POST /api/orders': [outOfReach, busy, placed] })
    expect(await order()).toBeUndefined()
    expect(keysOf(calls)).toHaveLength(3)
    expect(new Set(keysOf(calls)).size).toBe(1)
  })

  it('of unknown outcome keeps cart, address and key, over a reload too', async () => {
    useCart().add(tea)
    const calls = answering({ 'POST /api/orders': [busy] })
    expect(await order()).toMatchObject({ status: 503 })
    expect(useCart().unsettled).toBe(true)
    const cart = await reloaded()
    expect([cart.count, cart.unsettled, cart.pendingAddress]).toEqual([1, true, address])
    await order(cart)
    expect(new Set(keysOf(calls)).size).toBe(1)
    expect(new Set(calls.map(({ body }) => JSON.stringify(body))).size).toBe(1)
  })

  it('of unknown outcome is found again by pages of the version before, and theirs by this one', async () => {
    localStorage.setItem('order-app-cart', '{"lines":[{"productId":7,"name":"Barley tea","price":4.5,"quantity":1}],"pendingKey":"their-key"}')
    const calls = answering({ 'POST /api/orders': [busy] })
    await order(await reloaded())
    expect(new Set(keysOf(calls))).toEqual(new Set(['their-key']))
    expect(JSON.parse(localStorage.getItem('order-app-cart') ?? '')).toMatchObject({ lines: [{ productId: 7, quantity: 1 }], pendingKey: 'their-key' })
  })

  it('of unknown outcome leaves the cart alone, whatever the shop says of it meanwhile', async () => {
    answering({ 'GET /api/cart': [cartWith(inCart(tea, 1)), cartWith()], 'POST /api/orders': [busy] })
    const cart = await signedIn()
    await order()
    await cart.join()
    expect(wanted()).toEqual([[7, 1]])
  })

  it('has its key kept before it is sent', () => {
    useCart().add(tea)
    const calls = answering({ 'POST /api/orders': [placed] })
    void useCart().order(address)
    expect(localStorage.getItem('order-app-cart')).toContain(keysOf(calls)[0])
  })

  it('that was refused is not sent again, and the next one has another key', async () => {
    useCart().add(tea)
    const calls = answering({ 'POST /api/orders': [refused(409, 'out-of-stock'), placed] })
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
