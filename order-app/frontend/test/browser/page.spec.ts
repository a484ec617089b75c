import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { Nginx } from '../server/nginx.ts'
import { complaintsOf, DESKTOP, PHONE, startBrowser } from './browser.ts'
import { Shop } from './shop.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const OLD = { version: '0.0.1-browser-test', revision: 'a1b2c3d4e5' }
const NEW = { version: '0.0.2-browser-test', revision: 'f6a7b8c9d0' }

let older: Nginx
let newer: Nginx
let browser: Browser
let shop: Shop
let page: Page
let complaints: string[]

beforeAll(async () => {
  older = await built(OLD)
  newer = await built(NEW)
  browser = await startBrowser()
})
afterAll(async () => {
  await browser.close()
  await older.stop()
  await newer.stop()
})

beforeEach(async () => {
  shop = await Shop.start(older.url, OLD.revision)
  await open({ locale: 'en-US', viewport: DESKTOP })
})
afterEach(async () => {
  await page.context().close()
  await shop.stop()
})

async function built({ version, revision }: typeof OLD): Promise<Nginx> {
  execFileSync('npx', ['vite', 'build', '--logLevel', 'error'], { cwd: ROOT, env: { ...process.env, VERSION: version } })
  const nginx = await Nginx.start(`${ROOT}dist/${version}`, { ORDER_APP_REVISION: revision })
  rmSync(`${ROOT}dist/${version}`, { recursive: true })
  return nginx
}

async function open(how: { locale: string; viewport: typeof DESKTOP }): Promise<void> {
  await page?.context().close()
  page = await browser.newPage(how)
  page.setDefaultTimeout(20_000)
  complaints = complaintsOf(page)
}

/** For people to look at, where SCREENSHOTS names a folder. */
async function picture(name: string): Promise<void> {
  if (process.env.SCREENSHOTS) {
    await page.screenshot({ path: `${process.env.SCREENSHOTS}/${name}.png`, animations: 'disabled' })
  }
}

const button = (name: RegExp | string) => page.getByRole('button', { name })
const link = (name: RegExp | string) => page.getByRole('link', { name })
const heading = (name: string) => page.getByRole('heading', { name, level: 1 })

const WORDS = {
  en: { signIn: 'Sign in', email: 'Email', password: 'Password', products: 'Products', cart: /^Cart, /, signInToOrder: 'Sign in to order', order: 'Place order', thanks: /Thank you/, allOrders: 'All orders', myOrders: 'My orders' },
  ko: { signIn: '로그인', email: '이메일', password: '비밀번호', products: '상품', cart: /^장바구니, /, signInToOrder: '로그인하고 주문하기', order: '주문하기', thanks: /감사합니다/, allOrders: '전체 주문', myOrders: '내 주문' },
} as const

async function signIn(words: (typeof WORDS)['en' | 'ko'] = WORDS.en): Promise<void> {
  await page.getByLabel(words.email).fill('shopper0001@example.test')
  await page.getByLabel(words.password).fill('a password')
  await page.getByRole('main').getByRole('button', { name: words.signIn }).click()
}

async function cartWith(product: RegExp): Promise<void> {
  await page.goto(shop.url)
  await button(product).click()
  await link(/^Cart, 1 item/).click()
}

async function orderingWith(product: RegExp): Promise<void> {
  await cartWith(product)
  await button('Sign in to order').click()
  await signIn()
  await button('Place order').waitFor()
}

describe('a shopper', () => {
  it.each([
    ['en', 'en-US', 'phone', PHONE],
    ['ko', 'ko-KR', 'phone', PHONE],
    ['en', 'en-US', 'desktop', DESKTOP],
    ['ko', 'ko-KR', 'desktop', DESKTOP],
  ] as const)('finds, orders and sees it: %s (%s) on a %s', async (language, locale, device, viewport) => {
    const words = WORDS[language]
    const show = (name: string) => picture(`${language}-${device}-${name}`)
    await open({ locale, viewport })
    await page.goto(shop.url)
    await heading(words.products).waitFor()
    await button(/Barley tea/).click()
    await button(/Green tea/).click()
    await show('products')
    expect(await widerThanScreen()).toBe(false)
    await link(words.cart).click()
    await show('cart')
    await button(words.signInToOrder).click()
    await page.getByLabel(words.email).waitFor()
    await show('sign-in')
    await signIn(words)
    await button(words.order).click()
    await page.getByText(words.thanks).waitFor()
    await show('order')
    expect(await widerThanScreen()).toBe(false)
    await link(words.allOrders).click()
    await heading(words.myOrders).waitFor()
    await page.getByRole('main').getByRole('listitem').first().waitFor()
    await show('orders')
    expect(shop.orders.size).toBe(1)
    expect(complaints.filter((complaint) => !complaint.includes('401'))).toEqual([])
  })

  it('who searches in vain is told so, and gets back to all', async () => {
    await page.goto(shop.url)
    await page.getByRole('searchbox').fill('nothing like that')
    await page.getByText('No product matches “nothing like that”.').waitFor()
    await picture('en-desktop-empty')
    await button('Show all products').click()
    await button(/Barley tea/).waitFor()
  })

  it('is told when the shop is broken, and can try again', async () => {
    shop.faults.set('GET /api/products', [500])
    await page.goto(shop.url)
    await page.getByRole('alert').waitFor()
    await picture('en-desktop-broken')
    await button('Try again').click()
    await button(/Barley tea/).waitFor()
  })

  it('changes the language at once and for good', async () => {
    await page.goto(shop.url)
    await button('한국어').click()
    await heading('상품').waitFor()
    await page.reload()
    await heading('상품').waitFor()
  })
})

describe('an order', () => {
  it('is sent again with its key when its answer gets lost', async () => {
    await orderingWith(/Barley tea/)
    shop.faults.set('POST /api/orders', [503, null])
    await button('Place order').click()
    await page.getByText('Thank you!').waitFor()
    expect(keysSent()).toHaveLength(3)
    expect(new Set(keysSent()).size).toBe(1)
  })

  it('of unknown outcome keeps its key over a reload of the page', async () => {
    await orderingWith(/Barley tea/)
    shop.faults.set('POST /api/orders', [503, 503, 503])
    await button('Place order').click()
    await page.getByText('Trying again is safe').waitFor()
    await picture('en-desktop-unsettled')
    await page.reload()
    await button('Try again').click()
    await page.getByText('Thank you!').waitFor()
    expect(keysSent()).toHaveLength(4)
    expect(new Set(keysSent()).size).toBe(1)
  })
})

function keysSent(): unknown[] {
  return shop.received.filter(({ method, path }) => method === 'POST' && path === '/api/orders').map(({ headers }) => headers['idempotency-key'])
}

describe('a page', () => {
  it('says its version and revision, and sends the revision with each call', async () => {
    await page.goto(shop.url)
    await page.getByText(`Version ${OLD.version} · revision ${OLD.revision}`).waitFor()
    await button(/Barley tea/).waitFor()
    expect(new Set(shop.received.map(({ headers }) => headers['x-order-app-revision']))).toEqual(new Set([OLD.revision]))
  })

  it('offers a reload once the API is of another version, and keeps the cart', async () => {
    await cartWith(/Barley tea/)
    shop.page = newer.url
    shop.revision = NEW.revision
    await link('Order App').click()
    await page.getByText('The shop has a new version ready.').waitFor()
    await picture('en-desktop-outdated')
    await button('Reload').click()
    await page.getByText(`Version ${NEW.version}`).waitFor()
    await link(/^Cart, 1 item/).waitFor()
    expect(await page.getByText('The shop has a new version ready.').count()).toBe(0)
  })

  it('whose files are gone loads itself anew, where the visitor wanted to go', async () => {
    await page.goto(shop.url)
    await button(/Barley tea/).waitFor()
    shop.page = newer.url
    shop.revision = NEW.revision
    await link(/^Cart, /).click()
    await page.getByText('Your cart is empty').waitFor()
    await page.getByText(`Version ${NEW.version}`).waitFor()
  })
})

function widerThanScreen(): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
}
