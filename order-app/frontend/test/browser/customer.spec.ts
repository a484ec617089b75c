import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
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

describe('a customer', () => {
  it.each<{ language: Language; device: Device }>([
    { language: 'en', device: PHONE },
    { language: 'ko', device: PHONE },
    { language: 'en', device: DESKTOP },
    { language: 'ko', device: DESKTOP },
    { language: 'en', device: inTheDark(DESKTOP) },
    { language: 'ko', device: inTheDark(PHONE) },
  ])('signs up, finds, orders, follows and cancels: $language on $device.name', async ({ language, device }) => {
    visit = await Visit.start(browser, language, device)
    const { page } = visit
    const [first, other] = await visit.goods()
    const ofCategory = (await visit.goods(other?.category ?? '')).find(({ id }) => id !== first?.id)
    if (!first || !ofCategory) {
      throw new Error('The shop has too few goods to try it with.')
    }

    await page.goto('/')
    await visit.button('products.addNamed', { name: first.name }).click()
    await visit.sees(visit.words('products.added', { name: first.name }))
    await looksGood('01-products')

    if (ofCategory.category) {
      await page.getByRole('navigation', { name: visit.words('products.categories') }).locator(`a[href*="category=${ofCategory.category}"]`).click()
      await page.waitForURL(/category=/)
    }
    await page.getByRole('link', { name: ofCategory.name, exact: true }).click()
    await visit.button('products.add').waitFor()
    await looksGood('02-product')
    await visit.button('cart.more', { name: ofCategory.name }).click()
    await visit.button('products.add').click()

    await page.getByRole('link', { name: visit.words('nav.cartCount', { n: 3 }).split(' | ').pop() }).click()
    await visit.heading('cart.title')
    await looksGood('03-cart')
    await visit.link('cart.signInFirst').click()

    await visit.heading('signIn.title')
    await looksGood('04-sign-in')
    await visit.link('signUp.submit').click()
    await visit.heading('signUp.title')
    await visit.field('signUp.name').fill('Kim Minji')
    await visit.field('signIn.email').fill(`${device.name}.${language}.${Date.now()}@example.test`)
    await visit.field('signIn.password').fill('correct horse battery')
    await looksGood('05-sign-up')
    await page.getByRole('main').getByRole('button', { name: visit.words('signUp.submit') }).click()

    await visit.heading('checkout.title')
    await visit.fillInAddress()
    await looksGood('06-checkout')
    await visit.button('cart.order').click()
    await visit.sees(visit.words('orders.thanks'))
    await looksGood('07-order')

    await visit.button('orders.changeAddress').click()
    await visit.field('address.city').fill('Busan')
    await looksGood('08-address')
    await visit.button('form.save').click()
    await visit.sees(/Busan/)

    await visit.button('orders.cancel').click()
    await visit.button('orders.cancelNow').waitFor()
    await looksGood('09-cancel')
    await visit.button('orders.cancelNow').click()
    await page.getByRole('listitem').filter({ hasText: visit.words('orders.status.CANCELLED') }).waitFor()
    await looksGood('10-cancelled')

    await visit.link('orders.back').click()
    await visit.heading('orders.title')
    await page.getByRole('main').getByRole('listitem').first().waitFor()
    await looksGood('11-orders')
    expect(visit.realComplaints()).toEqual([])
  })
})
