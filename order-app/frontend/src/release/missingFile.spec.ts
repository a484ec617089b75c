import { beforeEach, expect, it, vi } from 'vitest'
import { createMemoryHistory, createRouter, type Router } from 'vue-router'
import { reloadOnMissingFile } from './missingFile'

const view = { template: '<div />' }
let cartFile: () => Promise<typeof view>
let router: Router
const location = { assign: vi.fn<(address: string) => void>() }

beforeEach(async () => {
  location.assign.mockClear()
  router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/', component: view },
      { path: '/cart', component: () => cartFile() },
    ],
  })
  reloadOnMissingFile(router, sessionStorage, location as unknown as Location)
  await router.push('/')
})

/** As Vite's loader does when a file can't be loaded. */
function missing(): Promise<never> {
  window.dispatchEvent(new Event('vite:preloadError'))
  return Promise.reject(new Error('Failed to fetch dynamically imported module'))
}

const goToCart = () => router.push('/cart?from=menu').catch(() => undefined)

it('loads the page anew, where the visitor wanted to go', async () => {
  cartFile = missing
  await goToCart()
  expect(location.assign.mock.calls).toEqual([['/cart?from=menu']])
})

it('does so once only', async () => {
  cartFile = missing
  await goToCart()
  await goToCart()
  expect(location.assign).toHaveBeenCalledTimes(1)
})

it('does so again after it has helped', async () => {
  cartFile = missing
  await goToCart()
  cartFile = () => Promise.resolve(view)
  await goToCart()
  expect(sessionStorage.length).toBe(0)
})

it('tells the beacon of a file that no reload brought back, and of none that a reload may', async () => {
  const failed = vi.fn<(what: string) => void>()
  vi.useFakeTimers()
  window.orderAppBeacon = { failed, running: vi.fn<() => void>(), signedIn: vi.fn<(yes: boolean) => void>() }
  try {
    sessionStorage.setItem('order-app-reloaded-for', '/cart?from=menu')
    cartFile = missing
    await goToCart()
    vi.advanceTimersByTime(1000)
    expect(failed.mock.calls).toEqual([['file missing']])
    expect(location.assign).not.toHaveBeenCalled()
  } finally {
    vi.useRealTimers()
    delete window.orderAppBeacon
  }
})

it('lets other failures be', async () => {
  cartFile = () => Promise.reject(new Error('a mistake in the view'))
  await goToCart()
  expect(location.assign).not.toHaveBeenCalled()
})
