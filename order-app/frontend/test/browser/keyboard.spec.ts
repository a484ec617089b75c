import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { startBrowser } from './browser.ts'
import { Client } from './client.ts'
import { Visit } from './visit.ts'

let browser: Browser
let client: Client
let visit: Visit

beforeAll(async () => {
  browser = await startBrowser()
})
afterAll(() => browser.close())
beforeEach(async () => {
  visit = await Visit.start(browser)
  client = await Client.start()
})
afterEach(async () => {
  await client.end()
  await visit.end()
})

/** Goes from one thing to the next until it stands on one that is called so. */
async function tabTo(name: RegExp): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    await visit.page.keyboard.press('Tab')
    const focused = await visit.page.evaluate(() => {
      const element = document.activeElement
      return element?.getAttribute('aria-label') ?? (element as HTMLInputElement | null)?.labels?.[0]?.textContent ?? element?.textContent ?? ''
    })
    if (name.test(focused.trim())) {
      return
    }
  }
  throw new Error(`Tab leads to nothing that is called ${String(name)}.`)
}

async function type(field: RegExp, text: string): Promise<void> {
  await tabTo(field)
  await visit.page.keyboard.type(text)
}

describe('with the keyboard alone', () => {
  it('a customer orders, and cancels', async () => {
    const { page } = visit
    const { email, password } = await client.signUp()
    const [goods] = await client.goods()
    await page.goto('/')
    await page.getByRole('article').first().waitFor()
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(visit.words('shop.skip'))
    await page.keyboard.press('Enter')
    await tabTo(new RegExp(`^Add ${goods?.name ?? ''} to cart$`))
    await visit.looksGood('46-keyboard')
    await page.keyboard.press('Enter')
    await page.goto('/cart')
    await tabTo(/^Sign in to order$/)
    await page.keyboard.press('Enter')
    await type(/^Email/, email)
    await type(/^Password/, password)
    await page.keyboard.press('Enter')
    await visit.heading('checkout.title')
    for (const [field, text] of [[/^Street/, '12 Sejong-daero'], [/^Postal code/, '04524'], [/^City/, 'Seoul']] as const) {
      await type(field, text)
    }
    await page.keyboard.press('Enter')
    await visit.sees(visit.words('orders.thanks'))
    await tabTo(/^Cancel order$/)
    await page.keyboard.press('Enter')
    await visit.button('orders.cancelNow').waitFor()
    await tabTo(/^Cancel the order$/)
    await page.keyboard.press('Enter')
    await page.getByRole('listitem').filter({ hasText: visit.words('orders.status.CANCELLED') }).waitFor()
  })

  it('the staff move an order on', async () => {
    const { page } = visit
    const { email, password } = await client.signUp()
    await client.signIn(email, password)
    const [order = 0] = await client.placeOrders(1)
    await page.goto('/sign-in?then=/staff/orders')
    await type(/^Email/, 'staff@example.test')
    await type(/^Password/, inject('api').staffPassword)
    await page.keyboard.press('Enter')
    await visit.link('orders.number', { id: order }).waitFor()
    await tabTo(new RegExp(`^Confirm: order ${order}$`))
    await page.keyboard.press('Enter')
    await page.getByRole('listitem').filter({ has: visit.link('orders.number', { id: order }) }).getByText(visit.words('orders.status.CONFIRMED')).waitFor()
  })
})
