import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest'
import { DESKTOP, inTheDark, PHONE, startBrowser, type Device } from './browser.ts'
import { Visit, type Language } from './visit.ts'

let browser: Browser
let visit: Visit

beforeAll(async () => {
  browser = await startBrowser()
})
afterAll(() => browser.close())
afterEach(() => visit.end())

async function looksGood(name: string): Promise<void> {
  await visit.picture(name)
  expect.soft(await visit.violations(), name).toEqual([])
  expect.soft(await visit.widerThanScreen()).toBe(false)
}

const held = () => new Promise<never>(() => {})

/** What needs an API that does as it is told. */
const standsIn = inject('api').url === ''

describe('where there is nothing to show, there is a picture that says why', () => {
  it.each<{ language: Language; device: Device }>([
    { language: 'en', device: PHONE },
    { language: 'ko', device: DESKTOP },
    { language: 'en', device: inTheDark(PHONE) },
  ])('$language on $device.name', async ({ language, device }) => {
    visit = await Visit.start(browser, language, device)
    const { page, shop } = visit

    shop.held.set('GET /api/products', held())
    await page.goto('/')
    await page.getByRole('status', { name: visit.words('products.loading') }).waitFor()
    await looksGood('30-loading')
    shop.held.clear()

    await page.goto('/?query=nothing%20like%20that')
    await visit.heading('products.emptyTitle')
    await looksGood('31-nothing-found')
    await visit.link('products.clear').click()
    await page.getByRole('article').first().waitFor()

    shop.faults.set('GET /api/products', [500])
    await page.goto('/')
    await visit.sees(visit.words('failure.server'))
    await looksGood('32-broken')
    await visit.button('failure.retry').click()
    await page.getByRole('article').first().waitFor()

    // Some more than one: browsers try again by themselves where a connection is cut.
    shop.faults.set('GET /api/products', Array<null>(10).fill(null))
    await page.goto('/')
    await visit.sees(visit.words('failure.unreachable'))
    await looksGood('33-unreachable')
    shop.faults.clear()

    await page.goto('/cart')
    await visit.heading('cart.emptyTitle')
    await looksGood('34-empty-cart')

    await page.goto('/no/such/page')
    await visit.heading('failure.pageMissing')
    await looksGood('35-page-missing')

    await page.goto('/products/424242')
    await visit.heading('products.gone')
    await looksGood('36-product-gone')

    await page.goto('/orders')
    await visit.signIn('shopper0002@example.test')
    await visit.heading('orders.emptyTitle')
    await looksGood('37-no-orders')

    shop.held.set('GET /api/orders/17', held())
    await page.goto('/orders/17')
    await visit.sees(visit.words('orders.loadingOne'))
    await looksGood('38-loading-order')
    shop.held.clear()

    await page.goto('/orders/424242')
    await visit.heading('orders.notFound')
    await looksGood('39-order-missing')
    expect(visit.realComplaints()).toEqual([])
  })
})

describe('a visitor', () => {
  it('changes the language at once and for good', async () => {
    visit = await Visit.start(browser)
    await visit.page.goto('/')
    await visit.button('nav.language').click()
    await visit.page.getByRole('heading', { name: '상품' }).waitFor()
    await visit.page.getByRole('link', { name: /[가-힣]/ }).first().waitFor()
    await visit.page.reload()
    await visit.page.getByRole('heading', { name: '상품' }).waitFor()
  })

  it('orders with the keyboard alone', async () => {
    visit = await Visit.start(browser)
    const { page } = visit
    const tabTo = async (name: RegExp) => {
      for (let presses = 0; presses < 60; presses++) {
        await page.keyboard.press('Tab')
        const focused = await page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? (document.activeElement as HTMLInputElement | null)?.labels?.[0]?.textContent ?? document.activeElement?.textContent ?? '')
        if (name.test(focused.trim())) {
          return
        }
      }
      throw new Error(`Tab leads to nothing that is called ${String(name)}.`)
    }
    const [goods] = await visit.goods()
    await page.goto('/')
    await page.getByRole('article').first().waitFor()
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(visit.words('shop.skip'))
    await page.keyboard.press('Enter')
    await tabTo(new RegExp(`^Add ${goods?.name ?? ''} to cart$`))
    await visit.picture('40-keyboard')
    await page.keyboard.press('Enter')
    await page.goto('/cart')
    await tabTo(/^Sign in to order$/)
    await page.keyboard.press('Enter')
    await tabTo(/^Email/)
    await page.keyboard.type('shopper0001@example.test')
    await tabTo(/^Password/)
    await page.keyboard.type(inject('api').customersPassword)
    await page.keyboard.press('Enter')
    await visit.heading('checkout.title')
    for (const [field, text] of [['Recipient', 'Kim Minji'], ['Street', '12 Sejong-daero'], ['Postal code', '04524'], ['City', 'Seoul']] as const) {
      await tabTo(new RegExp(`^${field}`))
      await page.keyboard.type(text)
    }
    await page.keyboard.press('Enter')
    await visit.sees('Thank you!')
  })

  it('finds the cart of the account again on another device', async () => {
    visit = await Visit.start(browser)
    const { page } = visit
    const [goods] = await visit.goods()
    await page.goto('/sign-in')
    await visit.signIn('shopper0003@example.test')
    await visit.button('products.addNamed', { name: goods?.name }).click()
    await page.getByRole('link', { name: /^Cart, 1 item/ }).waitFor()
    await expect.poll(() => visit.shop.calls(`PUT /api/cart/items/${goods?.id}`).length).toBe(1)
    await page.evaluate(() => localStorage.clear())
    await page.reload()
    await page.getByRole('link', { name: /^Cart, 1 item/ }).waitFor()
    await visit.button('nav.account').click()
    await page.getByText(visit.words('nav.signOut')).click()
    await page.getByRole('link', { name: /^Cart, 0 items/ }).waitFor()
  })

  it('sees a change of the cart at once, and is told when it is taken back', async () => {
    visit = await Visit.start(browser)
    const { page, shop } = visit
    const [goods] = await visit.goods()
    await page.goto('/sign-in')
    await visit.signIn('shopper0004@example.test')
    shop.faults.set(`PUT /api/cart/items/${goods?.id}`, [409])
    await visit.button('products.addNamed', { name: goods?.name }).click()
    await page.getByRole('link', { name: /^Cart, 0 items/ }).waitFor()
    await visit.sees('Set up so by the test.')
  })

  it.runIf(standsIn)('is offered what is left when there is not enough', async () => {
    visit = await Visit.start(browser)
    const { page, shop } = visit
    await page.goto('/sign-in?then=/products/3')
    await visit.signIn()
    await visit.button('cart.more', { name: 'Stoneware teapot' }).click()
    await visit.button('products.add').click()
    await page.goto('/checkout')
    await visit.fillInAddress()
    shop.api.catalogue.find(3).stock = 1
    await visit.button('cart.order').click()
    await page.getByRole('button', { name: 'Take the last one' }).waitFor()
    await looksGood('41-not-enough')
    await page.getByRole('button', { name: 'Take the last one' }).click()
    await visit.button('cart.order').click()
    await visit.sees('Thank you!')
  })
})
