import { randomUUID } from 'node:crypto'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startBrowser } from './browser.ts'
import { Client } from './client.ts'
import { Visit, Visitors } from './visit.ts'

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

describe('a customer', () => {
  it.each(visitors.forLayout())('looks around, finds and chooses, $language on $device.name', async (visitor) => {
    visit = await Visit.start(browser, visitor)
    const { page } = visit
    const [first, second] = await staff.goods(visit.language)
    if (!first || !second) {
      throw new Error('The shop has too few goods to try it with.')
    }

    await page.goto('/')
    await page.getByRole('article').first().waitFor()
    await visit.looksGood('01-products')
    await page.getByRole('navigation', { name: visit.words('products.pages') }).getByText('2', { exact: true }).click()
    await page.waitForURL(/page=2/)
    await page.getByRole('article').first().waitFor()
    await expect.poll(() => page.getByRole('article').filter({ hasText: first.name }).count()).toBe(0)
    await page.goBack()
    await page.getByRole('article').filter({ hasText: first.name }).waitFor()

    await visit.button('products.sort.name').click()
    await visit.choose('products.sort.-price')
    await page.waitForURL(/sort=-price/)

    await page.getByRole('navigation', { name: visit.words('products.categories') }).locator(`a[href*="category=${second.category}"]`).click()
    await page.waitForURL(/category=/)
    await page.getByRole('article').filter({ hasText: second.name }).waitFor()
    await visit.looksGood('02-category')
    await page.getByRole('link', { name: visit.words('shop.name') }).click()
    await page.getByRole('searchbox').fill(second.name)
    await visit.heading('products.resultsFor', { query: second.name })
    await page.getByRole('article').filter({ hasText: second.name }).waitFor()
    await visit.button('products.addNamed', { name: second.name }).click()
    await visit.sees(visit.words('products.added', { name: second.name }))
    await visit.looksGood('03-search')

    await page.getByRole('link', { name: second.name, exact: true }).click()
    await visit.button('products.add').waitFor()
    await expect.poll(() => page.title()).toContain(second.name)
    await visit.looksGood('04-product')
    await visit.button('cart.more', { name: second.name }).click()
    await visit.button('products.add').click()
    await visit.cart(3).click()
    await visit.heading('cart.title')
    await visit.looksGood('05-cart')
    await visit.button('cart.fewer', { name: second.name }).click()
    await visit.cart(2).waitFor()
    await visit.button('cart.remove', { name: second.name }).click()
    await visit.heading('cart.emptyTitle')
    expect(visit.realComplaints()).toEqual([])
  })

  it.each(visitors.forFlow())('signs up, orders, follows and cancels, $language on $device.name', async (visitor) => {
    visit = await Visit.start(browser, visitor)
    const { page } = visit
    const [first, second] = await staff.goods(visit.language)

    await page.goto('/')
    await visit.button('products.addNamed', { name: first?.name }).click()
    await visit.button('products.addNamed', { name: second?.name }).click()
    await visit.cart(2).click()
    await visit.link('cart.signInFirst').click()
    await visit.heading('signIn.title')
    await visit.link('signUp.submit').click()
    await visit.heading('signUp.title')
    await visit.field('signUp.name').fill('Kim Minji')
    await visit.field('signIn.email').fill('kim.minji')
    await visit.field('signIn.password').fill('short')
    await visit.submit('signUp.submit').click()
    await visit.sees(visit.words('signUp.emailInvalid'))
    await visit.looksGood('06-sign-up-refused')
    await visit.field('signIn.email').fill(`${randomUUID()}@example.test`)
    await visit.field('signIn.password').fill('correct horse battery')
    await visit.submit('signUp.submit').click()

    await visit.heading('checkout.title')
    expect(await visit.field('address.recipient').inputValue()).toBe('Kim Minji')
    await visit.button('cart.order').click()
    await visit.sees(visit.words('form.required'))
    await visit.looksGood('07-checkout-refused')
    await visit.fillInAddress()
    await visit.looksGood('08-checkout')
    await visit.button('cart.order').click()
    await visit.sees(visit.words('orders.thanks'))
    await visit.looksGood('09-order')

    await visit.button('orders.changeAddress').click()
    await visit.field('address.city').fill('Busan')
    await visit.looksGood('10-address')
    await visit.button('form.save').click()
    await visit.sees(/Busan/)
    await visit.button('orders.cancel').click()
    await visit.button('orders.cancelNow').waitFor()
    await visit.looksGood('11-cancel')
    await visit.button('orders.cancelNow').click()
    await page.getByRole('listitem').filter({ hasText: visit.words('orders.status.CANCELLED') }).waitFor()
    await visit.looksGood('12-cancelled')
    expect(visit.realComplaints()).toEqual([])
  })

  it.each(visitors.forFlow())('signs in, sees how orders go on, and signs out, $language on $device.name', async (visitor) => {
    visit = await Visit.start(browser, visitor)
    const { page } = visit
    const client = await Client.start()
    const { email, password } = await client.signUp()
    await client.signIn(email, password)
    const [delivered = 0, shipped = 0] = await client.placeOrders(3)
    await client.end()
    for (const status of ['CONFIRMED', 'SHIPPED', 'DELIVERED']) {
      await staff.moveOrder(delivered, status)
    }
    await staff.moveOrder(shipped, 'CONFIRMED')
    await staff.moveOrder(shipped, 'SHIPPED')

    await page.goto('/orders')
    await visit.heading('signIn.title')
    await visit.looksGood('13-sign-in')
    await visit.field('signIn.email').fill(email)
    await visit.field('signIn.password').fill('not that')
    await visit.submit('signIn.submit').click()
    await visit.sees(visit.words('problem.wrong-credentials'))
    await visit.field('signIn.password').fill(password)
    await visit.button('signIn.showPassword').click()
    await visit.looksGood('14-sign-in-refused')
    await visit.submit('signIn.submit').click()

    await visit.heading('orders.title')
    await page.getByRole('main').getByText(visit.words('orders.status.DELIVERED')).waitFor()
    await visit.looksGood('15-orders')
    await page.getByRole('link', { name: visit.words('orders.number', { id: shipped }) }).click()
    await visit.heading('orders.number', { id: shipped })
    await page.getByRole('listitem').filter({ hasText: visit.words('orders.status.SHIPPED') }).waitFor()
    expect(await visit.button('orders.cancel').count()).toBe(0)
    await visit.looksGood('16-shipped')

    await visit.button('nav.account').click()
    await page.getByText(visit.words('nav.signOut')).waitFor()
    await visit.looksGood('17-account')
    await visit.choose('nav.signOut')
    await visit.heading('signIn.title')
    expect(visit.realComplaints()).toEqual([])
  })

  it.each(visitors.forFlow())('changes the password, which ends the sessions elsewhere, $language on $device.name', async (visitor) => {
    visit = await Visit.start(browser, visitor)
    const { page } = visit
    const elsewhere = await Client.start()
    const { email, password } = await elsewhere.signUp()
    await elsewhere.signIn(email, password)
    const changed = 'a sentence that is new'

    await page.goto('/sign-in')
    await visit.signIn(email, password)
    await visit.button('nav.account').click()
    await visit.choose('nav.password')
    await visit.heading('password.title')
    await visit.looksGood('18-password')
    await visit.field('password.current').fill('not that')
    await visit.field('password.new').fill(changed)
    await visit.submit('password.submit').click()
    await page.getByRole('main').locator('.v-input--error').waitFor()
    await visit.looksGood('19-password-refused')
    await visit.field('password.current').fill(password)
    await visit.submit('password.submit').click()
    await visit.sees(visit.words('password.changed'))

    await page.goto('/orders')
    await visit.heading('orders.title')
    await expect(elsewhere.placeOrders(1)).rejects.toThrow('401')
    expect(await elsewhere.signIn(email, password)).toBe(401)
    expect(await elsewhere.signIn(email, changed)).toBeLessThan(300)
    await elsewhere.end()
    expect(visit.realComplaints().filter((one) => !one.includes('status of 400'))).toEqual([])
  })
})
