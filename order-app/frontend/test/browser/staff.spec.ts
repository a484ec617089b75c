import { readFileSync } from 'node:fs'
import { deflateSync, crc32 } from 'node:zlib'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
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

async function ordersOfACustomer(count: number): Promise<number[]> {
  return (await ordered(count)).numbers
}

/** Returns the customer's email. */
async function customerWithOrders(count: number): Promise<string> {
  return (await ordered(count)).email
}

async function ordered(count: number): Promise<{ email: string; numbers: number[] }> {
  const customer = await Client.start()
  const { email, password } = await customer.signUp()
  await customer.signIn(email, password)
  const numbers = await customer.placeOrders(count)
  await customer.end()
  return { email, numbers }
}

/** Names that no other product of the shop has. */
function newNames() {
  const mark = Math.random().toString(36).slice(2, 6)
  return { nameEn: `Persimmon jam ${mark}`, nameKo: `감잼 ${mark}` }
}

describe('the staff', () => {
  it.each(visitors.forFlow())('move orders on, $language on $device.name', async (visitor) => {
    visit = await Visit.start(browser, visitor)
    const { page } = visit
    const [confirmed = 0, cancelled = 0] = await ordersOfACustomer(3)
    await page.goto('/sign-in?then=/staff')
    await visit.signInAsStaff()
    await visit.heading('staff.orders.title')
    await visit.button('staff.orders.moveNamed', { move: visit.words('staff.orders.move.CONFIRMED'), id: confirmed }).waitFor()
    await visit.looksGood('50-orders')
    for (const status of ['CONFIRMED', 'SHIPPED', 'DELIVERED']) {
      await visit.button('staff.orders.moveNamed', { move: visit.words(`staff.orders.move.${status}`), id: confirmed }).click()
    }
    const row = page.getByRole('listitem').filter({ has: visit.link('orders.number', { id: confirmed }) })
    await row.getByText(visit.words('orders.status.DELIVERED')).waitFor()

    await visit.link('orders.number', { id: cancelled }).click()
    await visit.heading('orders.number', { id: cancelled })
    await visit.looksGood('51-order')
    await visit.button('orders.cancel').click()
    await visit.button('orders.cancelNow').click()
    await page.getByRole('listitem').filter({ hasText: visit.words('orders.status.CANCELLED') }).waitFor()
    await visit.link('orders.back').click()
    await page.getByRole('link', { name: new RegExp(`^${visit.words('orders.status.CANCELLED')} [\\d,]+`) }).click()
    await page.locator('main nav a[aria-current=page]').filter({ hasText: visit.words('orders.status.CANCELLED') }).waitFor()
    await page.locator('main [aria-busy=false]').waitFor()
    await visit.link('orders.number', { id: cancelled }).waitFor()
    await visit.looksGood('52-orders-cancelled')
    expect(visit.realComplaints()).toEqual([])
  })

  it.each(visitors.forLayout())('work off many orders at once, $language on $device.name', async (visitor) => {
    visit = await Visit.start(browser, visitor)
    const { page } = visit
    const email = await customerWithOrders(23)
    await page.goto('/sign-in?then=/staff/orders')
    await visit.signInAsStaff()
    await page.getByRole('searchbox', { name: visit.words('staff.orders.search') }).fill(email)
    await page.keyboard.press('Enter')
    await page.getByRole('link', { name: new RegExp(`^${visit.words('orders.status.PLACED')} 23$`) }).click()
    await visit.button('staff.orders.next').waitFor()
    await visit.field('staff.orders.chooseAll').check()
    await visit.looksGood('64-many-orders')
    // Somebody else is quicker with one of them.
    const first = Number(/\d+/.exec((await page.locator('main li .order a').first().textContent()) ?? '')?.[0])
    await staff.moveOrder(first, 'CANCELLED')
    await page.getByRole('button', { name: visit.words('staff.orders.moveMany', { move: visit.words('staff.orders.move.CONFIRMED'), n: 20 }) }).click()
    await visit.sees(visit.words('staff.orders.movedMany', { n: 19 }).split(' | ').at(-1) ?? '')
    await visit.sees(visit.words('staff.orders.refusedBecause', { status: visit.words('orders.status.CANCELLED') }))
    await visit.looksGood('65-report')
    const refused = page.getByRole('status').getByRole('link', { name: visit.words('orders.number', { id: first }) })
    expect(await refused.count()).toBe(1)

    await page.getByRole('link', { name: new RegExp(`^${visit.words('orders.status.CONFIRMED')} 19$`) }).click()
    await visit.field('staff.orders.chooseAll').check()
    await visit.link('staff.print.slips').click()
    await page.getByRole('article').nth(18).waitFor()
    await visit.looksGood('66-packing-slips')
    await page.emulateMedia({ media: 'print' })
    expect(await page.getByRole('banner').isVisible()).toBe(false)
    expect(await visit.button('staff.print.print').isVisible()).toBe(false)
    await page.emulateMedia({ media: 'screen' })
    expect(visit.realComplaints()).toEqual([])
  })

  it('take the orders of a customer into a spreadsheet', async () => {
    visit = await Visit.start(browser)
    const { page } = visit
    const email = await customerWithOrders(3)
    await page.goto(`/sign-in?then=${encodeURIComponent(`/staff/orders?query=${email}`)}`)
    await visit.signInAsStaff()
    const download = page.waitForEvent('download')
    await visit.button('staff.orders.export').click()
    const file = readFileSync(await (await download).path(), 'utf8')
    expect((await download).suggestedFilename()).toBe('orders.csv')
    // A line of names, and one for each of two products of three orders.
    expect(file.trim().split('\r\n')).toHaveLength(7)
    expect(file.split(email)).toHaveLength(7)
    expect(visit.realComplaints()).toEqual([])
  })

  it.each(visitors.forFlow())('keep products, pictures and stock, $language on $device.name', async (visitor) => {
    visit = await Visit.start(browser, visitor)
    const { page } = visit
    const { nameEn, nameKo } = newNames()
    const name = visit.language === 'ko' ? nameKo : nameEn
    await page.goto('/sign-in?then=/staff/products')
    await visit.signInAsStaff()
    await page.getByRole('main').getByRole('list').getByRole('link').first().waitFor()
    await visit.looksGood('53-products')
    await page.getByRole('searchbox', { name: visit.words('staff.products.search') }).fill('nothing like that')
    await page.keyboard.press('Enter')
    await visit.heading('products.emptyTitle')
    await visit.looksGood('54-no-product')

    await visit.link('staff.products.new').click()
    await visit.heading('staff.products.new')
    await visit.button('form.save').click()
    await visit.sees(visit.words('form.required'))
    await visit.looksGood('55-new-product-refused')
    await visit.field('staff.products.nameEn').fill(nameEn)
    await visit.field('staff.products.nameKo').fill(nameKo)
    await visit.field('staff.products.price').fill('8.90')
    await visit.field('staff.products.descriptionEn').fill('Sweet, from last autumn’s persimmons.')
    await visit.field('staff.products.descriptionKo').fill('지난가을 감으로 만든 달콤한 잼.')
    await visit.field('staff.stock.initial').fill('12')
    await page.locator('input[type=file]').setInputFiles({ name: 'jam.png', mimeType: 'image/png', buffer: orangePng() })
    await page.locator('main .picture img').waitFor()
    await visit.looksGood('56-new-product')
    await visit.button('form.save').click()
    await page.getByRole('heading', { name, exact: true }).waitFor()

    await visit.field('staff.stock.change').fill('-5')
    await visit.field('form.optional', { label: visit.words('staff.stock.reason') }).fill('Broken on the way')
    await visit.button('staff.stock.submit').click()
    await page.getByRole('list', { name: visit.words('staff.stock.changes') }).getByText('-5').waitFor()
    await visit.field('staff.products.price').fill('9.50')
    await visit.button('form.save').click()
    await visit.sees(visit.words('staff.products.saved', { name }))
    await visit.looksGood('57-product')

    await page.goto(`/?query=${encodeURIComponent(name)}`)
    await page.getByRole('article').filter({ hasText: name }).getByText(/9[.,]50/).waitFor()
    await page.getByRole('link', { name, exact: true }).click()
    await visit.link('products.edit').click()
    await visit.button('staff.products.withdraw').click()
    await visit.button('staff.products.bringBack').click()
    await visit.button('staff.products.withdraw').click()
    await visit.button('staff.products.bringBack').waitFor()
    await visit.looksGood('58-withdrawn')
    expect(visit.realComplaints()).toEqual([])
  })

  it.each(visitors.forFlow())('look at the figures of a day, $language on $device.name', async (visitor) => {
    visit = await Visit.start(browser, visitor)
    const { page } = visit
    await ordersOfACustomer(2)
    const scarce = await staff.sell({ ...newNames(), price: 6.9, stock: 2 })
    await page.goto('/sign-in?then=/staff/figures')
    await visit.signInAsStaff()
    await visit.heading('staff.figures.bestSellers')
    await page.getByRole('main').getByRole('listitem').first().waitFor()
    await visit.looksGood('59-figures')
    await visit.button('staff.figures.dayBefore').click()
    await page.waitForURL(/from=/)
    await visit.heading('staff.figures.quietTitle')
    await visit.looksGood('60-quiet-day')
    await visit.button('staff.figures.dayAfter').click()
    await expect.poll(() => page.getByText(visit.words('staff.figures.quietTitle')).count()).toBe(0)
    await staff.withdraw(scarce)
    expect(visit.realComplaints()).toEqual([])
  })

  it.each(visitors.forFlow())('are customers to nobody: a customer finds the door locked, $language on $device.name', async (visitor) => {
    visit = await Visit.start(browser, visitor)
    await visit.page.goto('/sign-in?then=/staff/orders')
    await visit.signInAsCustomer()
    await visit.heading('staff.locked')
    await visit.looksGood('61-locked')
    expect(visit.shop.received.filter(({ path }) => path.startsWith('/api/staff'))).toEqual([])
    const status = await visit.page.evaluate(async () => (await fetch('/api/staff/orders')).status)
    expect(status).toBe(403)
  })
})

describe('the staff', () => {
  beforeEach(async () => {
    visit = await Visit.start(browser)
  })

  it('are told what the shop can not take for a picture', async () => {
    await visit.page.goto('/sign-in?then=/staff/products/new')
    await visit.signInAsStaff()
    const choose = (mimeType: string) => visit.page.locator('input[type=file]').setInputFiles({ name: 'x', mimeType, buffer: Buffer.from('<script>alert(1)</script>') })
    await choose('image/svg+xml')
    await visit.sees(visit.words('problem.unsupported-picture'))
    await choose('image/png')
    await expect.poll(() => visit.shop.received.filter(({ path }) => path.endsWith('/confirmation')).length).toBe(1)
    await visit.sees(visit.words('failure.title'))
    await visit.looksGood('62-picture-refused')
    expect(await visit.page.locator('main .picture img').count()).toBe(0)
  })

  it('do not overwrite what somebody else has changed meanwhile', async () => {
    const { page } = visit
    const id = await staff.sell({ ...newNames(), price: 8.9, stock: 30 })
    await page.goto(`/sign-in?then=/staff/products/${id}`)
    await visit.signInAsStaff()
    await visit.field('staff.products.price').waitFor()
    const other = await page.context().newPage()
    await other.goto(`/staff/products/${id}`)
    await other.getByLabel(visit.words('staff.products.price'), { exact: true }).fill('7')
    await other.getByRole('button', { name: visit.words('form.save') }).click()
    await other.getByText(/ has been saved\.$/).first().waitFor()
    await visit.field('staff.products.price').fill('9.50')
    await visit.button('form.save').click()
    await visit.button('staff.products.reload').waitFor()
    await visit.looksGood('63-changed-meanwhile')
    await visit.button('staff.products.reload').click()
    await expect.poll(() => visit.field('staff.products.price').inputValue()).toBe('7.00')
    await staff.withdraw(id)
  })
})

/** A small PNG of one colour, as an encoder would write it. */
function orangePng(width = 320, height = 240): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data])
    const frame = Buffer.alloc(8)
    frame.writeUInt32BE(data.length, 0)
    frame.writeUInt32BE(crc32(body), 4)
    return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(width * 3, Buffer.from([0xe0, 0x8a, 0x2e]))])
  const pixels = deflateSync(Buffer.concat(Array<Buffer>(height).fill(row)))
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))])
}
