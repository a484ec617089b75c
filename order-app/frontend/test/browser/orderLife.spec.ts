import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest'
import { startBrowser } from './browser.ts'
import { Client } from './client.ts'
import { lettersTo } from './mailServer.ts'
import { PATIENCE_MILLIS, Visit, Visitors } from './visit.ts'

let browser: Browser
let visit: Visit

const visitors = new Visitors()

beforeAll(async () => {
  browser = await startBrowser()
})
afterAll(() => browser.close())
afterEach(() => visit.end())

describe('what staff do with an order', () => {
  it.each(visitors.forLayout())('reaches its customer where it is for them, $language on $device.name', async (visitor) => {
    visit = await Visit.start(browser, visitor)
    const { page } = visit
    const customer = await Client.start()
    const { email, password } = await customer.signUp()
    await customer.signIn(email, password)
    const [cancelled = 0, sent = 0] = await customer.placeOrders(2)
    await customer.end()

    await page.goto(`/staff/orders/${sent}`)
    await visit.signInAsStaff()
    await visit.heading('orders.number', { id: sent })
    await visit.field('staff.orders.note').fill('Called: after six.')
    await visit.button('staff.orders.addNote').click()
    await page.getByRole('listitem').filter({ hasText: 'Called: after six.' }).waitFor()
    await visit.button('staff.orders.moveNamed', { move: visit.words('staff.orders.move.CONFIRMED'), id: sent }).click()

    await visit.button('staff.orders.cancelItems').click()
    await chooseOne()
    await visit.field('form.optional', { label: visit.words('orders.reason') }).fill('One is cracked.')
    await visit.looksGood('90-cancel-items')
    await visit.button('staff.orders.cancelItemsNow').click()
    await page.getByRole('listitem').filter({ hasText: 'One is cracked.' }).waitFor()

    await visit.button('staff.orders.sendParcel').click()
    await chooseOne()
    await visit.field('staff.orders.carrier').fill('Korea Post')
    await visit.field('orders.trackingNumber').fill('6123-4567')
    await visit.looksGood('91-send-parcel')
    await visit.button('staff.orders.sendNow').click()
    await page.getByRole('listitem').filter({ hasText: '6123-4567' }).first().waitFor()
    await page.getByText(visit.words('orders.partlySent'), { exact: true }).waitFor()
    await visit.looksGood('92-partly-sent')

    await visit.button('staff.orders.refund').click()
    await chooseOne()
    await visit.field('form.optional', { label: visit.words('orders.reason') }).fill('It arrived broken.')
    await visit.looksGood('93-refund')
    await visit.button('staff.orders.refundNow').click()
    await page.getByRole('listitem').filter({ hasText: 'It arrived broken.' }).waitFor()
    await visit.looksGood('94-refunded')

    await page.goto(`/staff/orders/${cancelled}`)
    await visit.button('orders.cancel').click()
    await visit.field('form.optional', { label: visit.words('orders.reason') }).fill('The mug broke.')
    await visit.looksGood('95-cancel-with-reason')
    await visit.button('orders.cancelNow').click()
    await visit.sees('The mug broke.')

    await page.context().clearCookies()
    await page.goto(`/orders/${sent}`)
    await visit.signIn(email, password)
    for (const text of ['6123-4567', 'One is cracked.', 'It arrived broken.']) {
      await page.getByText(text).first().waitFor()
    }
    expect(await page.getByText('after six').count()).toBe(0)
    await visit.looksGood('96-order-of-customer')
    await page.goto(`/orders/${cancelled}`)
    await visit.sees('The mug broke.')
    await visit.looksGood('97-cancelled')
    const letters = () => lettersTo(inject('mail'), email).join('\n')
    for (const text of ['6123-4567', 'One is cracked.', 'It arrived broken.', 'The mug broke.']) {
      await expect.poll(letters, { timeout: PATIENCE_MILLIS }).toContain(text)
    }
    expect(visit.realComplaints()).toEqual([])
  })

  /** One piece of the first product in the dialog that is open, and none of others. */
  async function chooseOne(): Promise<void> {
    const pieces = visit.page.getByRole('dialog').locator('input[inputmode=numeric]')
    await pieces.first().waitFor()
    for (const [index, field] of (await pieces.all()).entries()) {
      await field.fill(index === 0 ? '1' : '0')
    }
  }
})
