import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { Nginx } from '../server/nginx.ts'
import { complaintsOf, startBrowser } from './browser.ts'
import { TamperedShop, type Report } from './tamperedShop.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const VERSION = '0.0.3-browser-test'
const REVISION = 'a1b2c3d4e5'
const PATIENCE_MILLIS = 20_000

let files: string
let nginx: Nginx
let browser: Browser
let shop: TamperedShop
let page: Page

beforeAll(async () => {
  // As for the image: vitest itself sets another NODE_ENV, with which Vue is built for development.
  execFileSync('npx', ['vite', 'build', '--logLevel', 'error'], { cwd: ROOT, env: { ...process.env, NODE_ENV: 'production', VERSION } })
  files = mkdtempSync(join(tmpdir(), 'order-page-'))
  cpSync(`${ROOT}dist/${VERSION}`, files, { recursive: true })
  rmSync(`${ROOT}dist/${VERSION}`, { recursive: true })
  nginx = await Nginx.start(files, { ORDER_APP_REVISION: REVISION })
  browser = await startBrowser()
})
afterAll(async () => {
  await browser.close()
  await nginx.stop()
  rmSync(files, { recursive: true })
})

beforeEach(async () => {
  shop = await TamperedShop.start(nginx.url)
  page = await browser.newPage({ locale: 'en-US' })
})
afterEach(async () => {
  await page.context().close()
  await shop.stop()
})

const started = { event: 'started', revision: REVISION }
const failed = (what: string | RegExp) => ({ event: 'failed', what: expect.stringMatching(what) as string, revision: REVISION })

async function hears(...reports: unknown[]): Promise<void> {
  await vi.waitFor(() => expect(shop.reports).toEqual(reports), { timeout: 20_000 })
}

/** All that the page has said so far has arrived once a call after it has. */
async function heardSoFar(): Promise<Report[]> {
  await page.evaluate(() => fetch('/api/products'))
  return shop.reports
}

const productsShown = () => page.getByRole('heading', { name: 'Products', level: 1 }).waitFor()

describe('a page that works', () => {
  it('says so once, by a script of its own that the policy allows', async () => {
    const complaints = complaintsOf(page)
    await page.goto(shop.url)
    await hears(started)
    await page.getByRole('link', { name: /^Cart, / }).click()
    await page.getByText('Your cart is empty').waitFor()
    expect(await heardSoFar()).toEqual([started])
    expect(complaints).toEqual([])
  })

  it('says nothing of strangers until they sign in', async () => {
    shop.api.signedIn = undefined
    await page.goto(`${shop.url}/sign-in`)
    await page.getByLabel('Email').fill('shopper0001@example.test')
    await page.getByLabel('Password', { exact: true }).fill('sesame')
    expect(await heardSoFar()).toEqual([])
    await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click()
    await hears(started)
  })
})

describe('the main script', () => {
  it('that throws is told of', async () => {
    shop.tampered.set('/index-', (text) => `throw new Error("crashed");${text}`)
    await page.goto(shop.url)
    await hears(failed(/^error Error \/assets\/.*\/index-.*\.js:1:7$/))
  })

  it('that does not parse is told of', async () => {
    shop.tampered.set('/index-', () => 'const 1 = 2')
    await page.goto(shop.url)
    await hears(failed(/^error SyntaxError \/assets\/.*\/index-.*\.js:1/))
  })

  it('that does not load is told of', async () => {
    shop.tampered.set('/index-', () => 'missing')
    await page.goto(shop.url)
    await hears(failed(/^load \/assets\/.*\/index-.*\.js$/))
  })

  it('that lacks a file which it imports is told of', async () => {
    shop.tampered.set('/libraries-', (text) => (text.includes('{') && text.includes('import') ? 'missing' : text))
    await page.goto(shop.url)
    await hears(failed(/^load /))
  })

  it('that never comes is told of when nobody would wait any longer', async () => {
    shop.tampered.set('/index-', () => 'never')
    await page.clock.install()
    await page.goto(shop.url, { waitUntil: 'commit' })
    await page.waitForFunction('window.orderAppBeacon')
    await page.clock.fastForward(PATIENCE_MILLIS / 2)
    expect(await heardSoFar()).toEqual([])
    await page.clock.fastForward(PATIENCE_MILLIS / 2)
    await hears(failed('not started'))
  })

  it('that crashes for a stranger is nobody’s failure', async () => {
    shop.api.signedIn = undefined
    shop.tampered.set('/index-', () => 'throw new Error("crashed")')
    const asked = page.waitForResponse(/\/api\/session/)
    await page.goto(shop.url)
    await asked
    expect(await heardSoFar()).toEqual([])
  })
})

describe('a running page', () => {
  it('tells of an error of its own scripts', async () => {
    shop.tampered.set('/index-', (text) => `${text};addEventListener("break", () => { throw new RangeError("kim@example.test") })`)
    await page.goto(shop.url)
    await hears(started)
    await page.evaluate(() => dispatchEvent(new Event('break')))
    await hears(started, failed(/^error RangeError \/assets\/[^ ]*\/index-[^ ]*\.js:\d+:\d+$/))
  })

  it('tells of a rejection that its own scripts do not handle', async () => {
    shop.tampered.set('/index-', (text) => `${text};addEventListener("break", () => { void Promise.reject(new RangeError()) })`)
    await page.goto(shop.url)
    await hears(started)
    await page.evaluate(() => dispatchEvent(new Event('break')))
    await hears(started, failed(/^error RangeError \/assets\//))
  })

  it('tells of a view that breaks, which Vue by itself only logs', async () => {
    shop.tampered.set('/CartView-', (text) => text.replace(/__name:.CartView.,setup\(\w*\)\{/, '$&throw new RangeError("broken view");'))
    await page.goto(shop.url)
    await productsShown()
    await page.getByRole('link', { name: /^Cart, / }).click()
    await hears(started, failed(/^error RangeError \/assets\/[^ ]*\/CartView-/))
  })

  it('ignores what other scripts do', async () => {
    await page.goto(shop.url)
    await hears(started)
    await page.evaluate(() => {
      setTimeout(() => {
        throw new Error('of an extension')
      })
      void Promise.reject(new Error('of an extension'))
    })
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve)))
    expect(await heardSoFar()).toEqual([started])
  })
})

describe('a file that is loaded when it is needed', () => {
  it('and is missing for good is told of, after the reload that did not help', async () => {
    shop.tampered.set('/CartView-', () => 'missing')
    await page.goto(shop.url)
    await productsShown()
    await page.getByRole('link', { name: /^Cart, / }).click()
    await vi.waitFor(() => expect(shop.reports).toContainEqual(failed('file missing')), { timeout: 20_000 })
    expect(shop.pagesServed).toEqual(['/', '/cart'])
    expect(shop.reports.filter(({ event }) => event === 'failed')).toHaveLength(1)
  })

  it('and comes with the reload is no failure', async () => {
    shop.tampered.set('/CartView-', (text) => (shop.pagesServed.length === 1 ? 'missing' : text))
    await page.goto(shop.url)
    await productsShown()
    await page.getByRole('link', { name: /^Cart, / }).click()
    await page.getByText('Your cart is empty').waitFor()
    expect(shop.pagesServed).toEqual(['/', '/cart'])
    await hears(started, started)
  })
})

describe('the fault layer', () => {
  it('script-crash makes a page that crashes, with all its files there', async () => {
    const faulty = mkdtempSync(join(tmpdir(), 'order-page-'))
    cpSync(files, faulty, { recursive: true })
    execFileSync(`${ROOT}faults/script-crash`, [faulty])
    const crashing = await Nginx.start(faulty, { ORDER_APP_REVISION: REVISION })
    const there = await TamperedShop.start(crashing.url)
    await page.goto(there.url)
    await vi.waitFor(() => expect(there.reports).toEqual([failed(/^error Error \/assets\/.*\/index-crashing\.js:1:7$/)]), { timeout: 20_000 })
    await there.stop()
    await crashing.stop()
    rmSync(faulty, { recursive: true })
  })
})
