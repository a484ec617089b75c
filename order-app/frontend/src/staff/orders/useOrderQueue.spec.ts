import { createPinia, setActivePinia } from 'pinia'
import { effectScope } from 'vue'
import { beforeEach, expect, it, vi } from 'vitest'
import { answering } from '@/testing/api'
import { order } from '@/testing/goods'
import { useOrderQueue } from './useOrderQueue'

const search = { query: '', status: 'PLACED', from: '', until: '', product: '', sort: 'oldest' as const, after: '' }
const customer = { id: 1, name: 'Kim', email: 'kim@example.test' }
const placed = (id: number) => ({ ...order, id, customer, status: 'PLACED', next: ['CONFIRMED'] })
const list = (...items: object[]) => ({ body: { items, next: null, counts: { PLACED: items.length }, counted: 1000 } })

beforeEach(() => setActivePinia(createPinia()))

async function queue() {
  vi.useFakeTimers()
  const scope = effectScope()
  const view = scope.run(() => useOrderQueue(() => search))
  await vi.advanceTimersByTimeAsync(0)
  if (!view) {
    throw new Error('There is no queue.')
  }
  return {
    ...view,
    shown: () => view.value.value?.items.map(({ id, status }) => [id, status]),
    later: () => vi.advanceTimersByTimeAsync(15_000),
    leave: () => {
      scope.stop()
      vi.useRealTimers()
    },
  }
}

it('shows what others did to an order where it was, and offers a list without it', async () => {
  answering({ 'GET /api/staff/orders': [list(placed(1), placed(2)), list(placed(2))], 'GET /api/staff/orders/1': [{ body: { ...placed(1), status: 'CONFIRMED' } }] })
  const { shown, later, outdated, value, leave } = await queue()
  await later()
  expect(shown()).toEqual([[1, 'CONFIRMED'], [2, 'PLACED']])
  expect(value.value?.counts).toEqual({ PLACED: 1 })
  expect(outdated.value).toBe(true)
  leave()
})

it('lets new orders wait until they are asked for', async () => {
  answering({ 'GET /api/staff/orders': [list(placed(1)), list(placed(1), placed(2))] })
  const { shown, later, outdated, refresh, leave } = await queue()
  await later()
  expect(shown()).toEqual([[1, 'PLACED']])
  expect(outdated.value).toBe(true)
  refresh()
  await vi.advanceTimersByTimeAsync(0)
  expect(shown()).toEqual([[1, 'PLACED'], [2, 'PLACED']])
  expect(outdated.value).toBe(false)
  leave()
})

it('keeps what it shows while the shop can not be asked', async () => {
  answering({ 'GET /api/staff/orders': [list(placed(1)), { status: 500, body: {} }] })
  const { shown, later, failure, leave } = await queue()
  await later()
  expect(shown()).toEqual([[1, 'PLACED']])
  expect(failure.value).toBeNull()
  leave()
})
