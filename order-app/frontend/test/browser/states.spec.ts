import { randomUUID } from 'node:crypto'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startBrowser } from './browser.ts'
import { Client } from './client.ts'
import { Visit, Visitors } from './visit.ts'

/** As many wrong passwords as the API bears with. */
const GUESSES = 10

let browser: Browser
let staff: Client
let visit: Visit

const visitors = new Visitors()

beforeAll(async () => {
  browser = await startBrowser()
  staff = await Client.staff()
})
afterAll(async () => {
  await staff.end()
  await browser.close()
})
afterEach(() => visit.end())

const held = () => new Promise<never>(() => {})

describe('where there is nothing to show, the page says why', () => {
  it.each(visitors.forFlow())('while it loads, when nothing is found, and when the shop is broken or away, $language on $device.name', async (visitor) => {
    visit = await Visit.start(browser, visitor)
    const { page, shop } = visit
    shop.held.set('GET /api/products', held())
    await page.goto('/')
    await page.getByRole('status', { name: visit.words('products.loading') }).waitFor()
    await visit.looksGood('30-loading')
    shop.held.clear()

    await page.goto('/?query=nothing%20like%20that')
    await visit.heading('products.emptyTitle')
    await visit.looksGood('31-nothing-found')
    await visit.link('products.clear').click()
    await page.getByRole('article').first().waitFor()

    shop.faults.set('GET /api/products', [500])
    await page.goto('/')
    await visit.sees(visit.words('failure.server'))
    await visit.looksGood('32-broken')
    await visit.button('failure.retry').click()
    await page.getByRole('article').first().waitFor()

    // Some more than one: browsers try again by themselves where a connection is cut.
    shop.faults.set('GET /api/products', Array<null>(10).fill(null))
    await page.goto('/')
    await visit.sees(visit.words('failure.unreachable'))
    await visit.looksGood('33-unreachable')
    shop.faults.clear()

    await page.goto('/no/such/page')
    await visit.heading('failure.pageMissing')
    await visit.looksGood('34-page-missing')
    await page.goto('/products/424242')
    await visit.heading('products.gone')
    await visit.looksGood('35-product-gone')
    expect(visit.realComplaints()).toEqual([])
  })

  it.each(visitors.forFlow())('in a new account, and of orders that are not there, $language on $device.name', async (visitor) => {
    visit = await Visit.start(browser, visitor)
    const { page, shop } = visit
    await page.goto('/cart')
    await visit.heading('cart.emptyTitle')
    await visit.looksGood('36-empty-cart')
    await page.goto('/orders')
    await visit.signInAsCustomer()
    await visit.heading('orders.emptyTitle')
    await visit.looksGood('37-no-orders')
    shop.held.set('GET /api/orders/17', held())
    await page.goto('/orders/17')
    await visit.sees(visit.words('orders.loadingOne'))
    await visit.looksGood('38-loading-order')
    shop.held.clear()
    await page.goto('/orders/42424242')
    await visit.heading('orders.notFound')
    await visit.looksGood('39-order-missing')
    expect(visit.realComplaints()).toEqual([])
  })

  it.each(visitors.forFlow())('when too many passwords were tried, $language on $device.name', async (visitor) => {
    visit = await Visit.start(browser, visitor)
    const email = `${randomUUID()}@example.test`
    const guesser = await Client.start()
    for (let tried = 0; tried < GUESSES; tried++) {
      expect(await guesser.signIn(email, `guess ${tried}`)).toBe(401)
    }
    await guesser.end()
    await visit.page.goto('/sign-in')
    await visit.field('signIn.email').fill(email)
    await visit.field('signIn.password').fill('one more')
    await visit.submit('signIn.submit').click()
    await visit.page.getByRole('alert').filter({ hasText: visit.words('failure.title') }).waitFor()
    expect(visit.shop.calls('POST /api/session').at(-1)?.status).toBe(429)
    await visit.looksGood('40-locked-out')
  })

  it.each(visitors.forFlow())('when there is not enough of what is ordered, and when nobody knows whether an order arrived, $language on $device.name', async (visitor) => {
    visit = await Visit.start(browser, visitor)
    const { page, shop } = visit
    const mark = Math.random().toString(36).slice(2, 6)
    const id = await staff.sell({ nameEn: `Yuja marmalade ${mark}`, nameKo: `유자청 ${mark}`, price: 12.9, stock: 3 })
    const name = visit.language === 'ko' ? `유자청 ${mark}` : `Yuja marmalade ${mark}`
    await page.goto(`/sign-in?then=/products/${id}`)
    await visit.signInAsCustomer()
    await visit.button('cart.more', { name }).click()
    await visit.looksGood('41-few-left')
    await visit.button('products.add').click()
    await visit.cart(2).click()
    await visit.link('cart.checkout').click()
    await visit.fillInAddress()
    await staff.changeStock(id, -2)
    await visit.button('cart.order').click()
    const takeTheLast = page.getByRole('button', { name: visit.words('checkout.takeWhatIsLeft', { n: 1 }).split(' | ')[0] })
    await takeTheLast.waitFor()
    await visit.looksGood('42-not-enough')
    await takeTheLast.click()

    shop.faults.set('POST /api/orders', [503, 503, 503])
    await visit.button('cart.order').click()
    await visit.sees(visit.words('cart.unsettledTitle'))
    await visit.looksGood('43-unsettled')
    await visit.button('cart.tryAgain').click()
    await visit.sees(visit.words('orders.thanks'))
    await page.goto(`/products/${id}`)
    await visit.button('products.soldOut').waitFor()
    await visit.looksGood('44-sold-out')
    await staff.withdraw(id)
    expect(visit.realComplaints()).toEqual([])
  })

  it.each(visitors.forFlow())('and when a new version is ready, that it can be loaded, $language on $device.name', async (visitor) => {
    visit = await Visit.start(browser, visitor)
    await visit.page.goto('/')
    await visit.page.getByRole('article').first().waitFor()
    visit.shop.revision = 'another'
    await visit.cart(0).click()
    await visit.heading('cart.emptyTitle')
    await visit.link('shop.name').click()
    await visit.button('release.reload').waitFor()
    await visit.looksGood('45-outdated')
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

  it('finds the cart of the account again on another device', async () => {
    visit = await Visit.start(browser)
    const { page } = visit
    const [goods] = await staff.goods()
    await page.goto('/sign-in')
    await visit.signInAsCustomer()
    await visit.button('products.addNamed', { name: goods?.name }).click()
    await visit.cart(1).waitFor()
    await expect.poll(() => visit.shop.calls(`PUT /api/cart/items/${goods?.id}`).length).toBe(1)
    await page.evaluate(() => localStorage.clear())
    await page.reload()
    await visit.cart(1).waitFor()
    await visit.button('nav.account').click()
    await visit.choose('nav.signOut')
    await visit.cart(0).waitFor()
  })

  it('sees a change of the cart at once, and is told when it is rolled back', async () => {
    visit = await Visit.start(browser)
    const { page, shop } = visit
    const [goods] = await staff.goods()
    await page.goto('/sign-in')
    await visit.signInAsCustomer()
    shop.faults.set(`PUT /api/cart/items/${goods?.id}`, [409])
    await visit.button('products.addNamed', { name: goods?.name }).click()
    await visit.cart(0).waitFor()
    await visit.sees('Set up so by the test.')
  })
})
