import { deflateSync, crc32 } from 'node:zlib'
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

describe('the staff', () => {
  it.each<{ language: Language; device: Device }>([
    { language: 'ko', device: PHONE },
    { language: 'en', device: DESKTOP },
    { language: 'en', device: inTheDark(DESKTOP) },
    { language: 'ko', device: inTheDark(PHONE) },
  ])('moves orders on, keeps products and stock, looks at the day: $language on $device.name', async ({ language, device }) => {
    visit = await Visit.start(browser, language, device)
    const { page } = visit
    const orders = await visit.placeOrders(3)
    const [confirmed = 0, cancelled = 0] = orders

    await page.goto('/sign-in?then=/staff')
    await visit.signInAsStaff()
    await visit.heading('staff.orders.title')
    await visit.button('staff.orders.moveNamed', { move: visit.words('staff.orders.move.CONFIRMED'), id: confirmed }).waitFor()
    await looksGood('50-orders')
    for (const status of ['CONFIRMED', 'SHIPPED', 'DELIVERED']) {
      await visit.button('staff.orders.moveNamed', { move: visit.words(`staff.orders.move.${status}`), id: confirmed }).click()
    }
    const row = page.getByRole('listitem').filter({ hasText: visit.words('orders.number', { id: confirmed }) })
    await row.getByText(visit.words('orders.status.DELIVERED')).waitFor()

    await visit.link('orders.number', { id: cancelled }).click()
    await visit.heading('orders.number', { id: cancelled })
    await looksGood('51-order')
    await visit.button('orders.cancel').click()
    await visit.button('orders.cancelNow').click()
    await page.getByRole('listitem').filter({ hasText: visit.words('orders.status.CANCELLED') }).waitFor()
    await visit.link('orders.back').click()
    await page.getByRole('link', { name: visit.words('orders.status.CANCELLED'), exact: true }).click()
    await visit.link('orders.number', { id: cancelled }).waitFor()

    await visit.link('staff.products.title').click()
    await page.getByRole('main').getByRole('listitem').first().waitFor()
    await looksGood('52-products')
    await visit.link('staff.products.new').click()
    await visit.heading('staff.products.new')
    const name = `Persimmon jam ${device.name} ${language} ${Date.now()}`
    await visit.field('staff.products.nameEn').fill(name)
    await visit.field('staff.products.nameKo').fill(`감잼 ${name}`)
    await visit.field('staff.products.price').fill('8.90')
    await visit.field('staff.products.descriptionEn').fill('Sweet.')
    await visit.field('staff.stock.initial').fill('12')
    await page.locator('input[type=file]').setInputFiles({ name: 'jam.png', mimeType: 'image/png', buffer: orangePng() })
    await page.locator('main .picture img').waitFor()
    await looksGood('53-new-product')
    await visit.button('form.save').click()
    await page.getByRole('heading', { name, exact: true }).waitFor()

    await visit.field('staff.stock.change').fill('-5')
    await visit.button('staff.stock.submit').click()
    await page.getByRole('list', { name: visit.words('staff.stock.changes') }).getByText('-5').waitFor()
    await visit.field('staff.products.price').fill('9.50')
    await visit.button('form.save').click()
    await visit.sees(visit.words('staff.products.saved', { name }))
    await looksGood('54-product')
    await visit.button('staff.products.withdraw').click()
    await visit.button('staff.products.bringBack').waitFor()
    await visit.button('staff.products.bringBack').click()
    await visit.button('staff.products.withdraw').waitFor()

    await page.goto(`/?query=${encodeURIComponent(name)}`)
    await page.getByRole('article').filter({ hasText: name }).getByText(/9[.,]50/).waitFor()

    await page.goto('/staff/figures')
    await visit.heading('staff.figures.bestSellers')
    await looksGood('55-figures')
    await visit.field('staff.figures.day').fill('2020-01-01')
    await page.waitForURL(/day=2020-01-01/)
    expect(visit.realComplaints()).toEqual([])
  })

  it('is told what the shop can not take for a picture', async () => {
    visit = await Visit.start(browser)
    await visit.page.goto('/sign-in?then=/staff/products/new')
    await visit.signInAsStaff()
    const choose = (mimeType: string) => visit.page.locator('input[type=file]').setInputFiles({ name: 'x', mimeType, buffer: Buffer.from('<script>alert(1)</script>') })
    await choose('image/svg+xml')
    await visit.sees(visit.words('problem.unsupported-picture'))
    await choose('image/png')
    await expect.poll(() => visit.shop.received.filter(({ path }) => path.endsWith('/confirmation')).length).toBe(1)
    await visit.sees(visit.words('failure.title'))
    expect(await visit.page.locator('main .picture img').count()).toBe(0)
  })

  it('does not overwrite what somebody else has changed meanwhile', async () => {
    visit = await Visit.start(browser)
    const { page } = visit
    const [goods] = await visit.goods()
    await page.goto(`/sign-in?then=/staff/products/${goods?.id}`)
    await visit.signInAsStaff()
    await visit.field('staff.products.price').waitFor()
    const other = await page.context().newPage()
    await other.goto(`/staff/products/${goods?.id}`)
    await other.getByLabel(visit.words('staff.products.price'), { exact: true }).fill('7')
    await other.getByRole('button', { name: visit.words('form.save') }).click()
    await other.getByText(/ is saved\.$/).first().waitFor()
    await visit.field('staff.products.price').fill('9.50')
    await visit.button('form.save').click()
    await visit.button('staff.products.reload').click()
    await expect.poll(() => visit.field('staff.products.price').inputValue()).toBe('7.00')
  })

  it('is a customer to nobody: a customer finds the door locked', async () => {
    visit = await Visit.start(browser)
    await visit.page.goto('/sign-in?then=/staff/orders')
    await visit.signIn('shopper0004@example.test')
    await visit.heading('staff.locked')
    await looksGood('56-locked')
    expect(visit.shop.received.filter(({ path }) => path.startsWith('/api/staff'))).toEqual([])
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
