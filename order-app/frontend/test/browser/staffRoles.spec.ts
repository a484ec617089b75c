import { randomUUID } from 'node:crypto'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startBrowser } from './browser.ts'
import { Visit, Visitors } from './visit.ts'

let browser: Browser
let visit: Visit

const visitors = new Visitors()

beforeAll(async () => {
  browser = await startBrowser()
})
afterAll(() => browser.close())
afterEach(() => visit.end())

describe('an administrator', () => {
  it.each(visitors.forLayout())('adds somebody, changes what they may do, and reads of it, $language on $device.name', async (visitor) => {
    visit = await Visit.start(browser, visitor)
    const { page } = visit
    const name = `Lee ${randomUUID().replaceAll(/[^a-f]/g, '')}`
    const email = `${randomUUID()}@example.test`
    await page.goto('/staff/accounts')
    await visit.signInAsStaff()
    await visit.heading('staff.accounts.title')
    await visit.button('staff.accounts.add').click()
    await visit.field('staff.accounts.name').fill(name)
    await visit.field('staff.accounts.email').fill(email)
    await visit.looksGood('80-new-staff')
    await visit.button('staff.accounts.submit').click()
    await visit.sees(visit.words('staff.accounts.drawn', { name, email }))
    const password = (await page.locator('code').textContent()) ?? ''
    await visit.looksGood('81-staff')

    await visit.button('staff.accounts.changeNamed', { name }).click()
    await page.getByLabel(visit.words('staff.roles.ORDERS'), { exact: true }).uncheck()
    await page.getByLabel(visit.words('staff.roles.PRODUCTS'), { exact: true }).check()
    await visit.looksGood('82-access')
    await visit.button('staff.accounts.save').click()
    await visit.sees(visit.words('staff.accounts.saved', { name }))

    await visit.link('staff.audit.title').click()
    await visit.heading('staff.audit.title')
    await visit.sees(`${name}: PRODUCTS`)
    await visit.looksGood('83-activity')

    await page.context().clearCookies()
    await page.goto('/staff')
    await visit.signIn(email, password)
    await page.goto('/staff')
    await visit.heading('staff.products.title')
    expect(await visit.link('staff.accounts.title').count()).toBe(0)
    await page.goto('/staff/orders')
    await visit.sees(visit.words('staff.notYours'))
    await visit.looksGood('84-not-yours')
    expect(visit.realComplaints()).toEqual([])
  })
})
