import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { startBrowser } from './browser.ts'
import { Client } from './client.ts'
import { Visit } from './visit.ts'

const before = inject('before')
const older = inject('older')
const newer = inject('newer')

let browser: Browser
let client: Client
let visit: Visit

beforeAll(async () => {
  browser = await startBrowser()
  client = await Client.start()
})
afterAll(async () => {
  await client.end()
  await browser.close()
})
beforeEach(async () => {
  visit = await Visit.start(browser)
})
afterEach(() => visit.end())

async function cartWithOne(): Promise<void> {
  const [goods] = await client.goods()
  await visit.page.goto('/')
  await visit.button('products.addNamed', { name: goods?.name }).click()
  await visit.cart(1).click()
  await visit.heading('cart.title')
}

async function orderingOne(): Promise<void> {
  await cartWithOne()
  await visit.link('cart.signInFirst').click()
  await visit.signInAsCustomer()
  await visit.heading('checkout.title')
  await visit.fillInAddress()
}

const keysSent = () => visit.shop.calls('POST /api/orders').map(({ headers }) => headers['idempotency-key'])

describe('an order', () => {
  it('is sent again with its key when its answer gets lost, and placed once', async () => {
    await orderingOne()
    const before = await visit.page.evaluate(async () => ((await (await fetch('/api/orders')).json()) as { total: number }).total)
    visit.shop.faults.set('POST /api/orders', [503])
    visit.shop.lostAnswers.set('POST /api/orders', 1)
    await visit.button('cart.order').click()
    await visit.sees('Thank you!')
    expect(keysSent()).toHaveLength(3)
    expect(new Set(keysSent()).size).toBe(1)
    const placed = await visit.page.evaluate(async () => ((await (await fetch('/api/orders')).json()) as { total: number }).total)
    expect(placed).toBe(before + 1)
  })

  it('of unknown outcome keeps its key over a reload of the page', async () => {
    await orderingOne()
    visit.shop.faults.set('POST /api/orders', [503, 503, 503])
    await visit.button('cart.order').click()
    await visit.sees(visit.words('cart.unsettledText'))
    await visit.page.reload()
    await visit.button('cart.tryAgain').click()
    await visit.sees('Thank you!')
    expect(keysSent()).toHaveLength(4)
    expect(new Set(keysSent()).size).toBe(1)
  })

  it('is sent once, however often the button is pressed', async () => {
    await orderingOne()
    let letGo = () => {}
    visit.shop.held.set('POST /api/orders', new Promise<void>((resolve) => (letGo = resolve)))
    await visit.page.getByLabel('City').press('Enter')
    await expect.poll(() => keysSent().length).toBe(1)
    await visit.page.evaluate(() => document.querySelector('form.columns button[type=submit]')?.dispatchEvent(new MouseEvent('click', { bubbles: true })))
    await visit.page.evaluate(() => document.querySelector<HTMLFormElement>('form.columns')?.requestSubmit())
    letGo()
    await visit.sees('Thank you!')
    expect(keysSent()).toHaveLength(1)
  })
})

describe('a page', () => {
  it('says its version and revision, and sends the revision with each call', async () => {
    await visit.page.goto('/')
    await visit.sees(`Version ${older.version} · revision ${older.revision}`)
    await visit.page.getByRole('article').first().waitFor()
    // Pictures are fetched by the browser itself, and are the same in all versions.
    const calls = visit.shop.received.filter(({ path }) => !path.startsWith('/api/pictures/'))
    expect(new Set(calls.map(({ headers }) => headers['x-order-app-revision']))).toEqual(new Set([older.revision]))
  })

  it('offers a reload once the API is of another version, and keeps the cart', async () => {
    await cartWithOne()
    visit.shop.page = newer.url
    visit.shop.revision = newer.revision
    await visit.link('shop.name').click()
    await visit.sees(visit.words('release.outdated'))
    await visit.button('release.reload').click()
    await visit.sees(`Version ${newer.version}`)
    await visit.cart(1).waitFor()
    expect(await visit.page.getByText(visit.words('release.outdated')).count()).toBe(0)
  })

  it('whose files are gone loads itself anew, where the visitor wanted to go', async () => {
    await visit.page.goto('/')
    await visit.page.getByRole('article').first().waitFor()
    visit.shop.page = newer.url
    visit.shop.revision = newer.revision
    await visit.cart(0).click()
    await visit.heading('cart.emptyTitle')
    await visit.sees(`Version ${newer.version}`)
  })

  it('sells with an API that is older than most of what the page can do', async () => {
    visit.shop.unknown = /^\/api\/(?:accounts|categories|cart|pictures|staff|products\/)/
    await orderingOne()
    await visit.button('cart.order').click()
    await visit.sees('Thank you!')
    expect(visit.shop.calls('POST /api/orders')).toHaveLength(1)
  })
})

describe.skipIf(before === undefined)('a page of the release before', () => {
  it('sells with the API of this one', async () => {
    await visit.end()
    const old = before ?? older
    visit = await Visit.start(browser, undefined, old)
    const { page, shop } = visit
    const { email, password } = await client.signUp()
    const [goods] = await client.goods()
    await page.goto('/')
    await visit.sees(`Version ${old.version}`)
    await page.getByRole('button', { name: `Add ${goods?.name ?? ''} to cart` }).click()
    await page.getByRole('link', { name: /^Cart, / }).click()
    await page.getByRole('button', { name: 'Sign in to order' }).click()
    await page.getByLabel('Email').fill(email)
    await page.getByLabel('Password').fill(password)
    await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('button', { name: 'Place order' }).click()
    await visit.sees('Thank you')
    expect(shop.calls('POST /api/orders').map(({ status }) => status)).toEqual([201])
    await page.goto('/orders')
    await page.getByRole('main').getByText(/^Order \d+/).first().waitFor()
    expect(visit.realComplaints()).toEqual([])
  })
})
