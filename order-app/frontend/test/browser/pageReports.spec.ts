import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it, vi } from 'vitest'
import { Nginx } from '../server/nginx.ts'
import { complaintsOf, startBrowser } from './browser.ts'
import { Client, type Account } from './client.ts'
import type { ServedPage } from './setup.ts'
import type { Shop } from './shop.ts'
import { PATIENCE_MILLIS, Visit } from './visit.ts'

const FAULTS = fileURLToPath(new URL('../../faults', import.meta.url))
const REVISION = 'a1b2c3d4e5'
/** So long the page waits for its main script, see the beacon. */
const PAGE_PATIENCE_MILLIS = 20_000

let browser: Browser
let visit: Visit
let shop: Shop
let page: Page
let account: Account

beforeAll(async () => {
  browser = await startBrowser()
})
afterAll(() => browser.close())

beforeEach(() => customer())
afterEach(() => visit.end())

/** Comes to the shop signed in. */
async function customer(served?: ServedPage): Promise<void> {
  visit = await Visit.start(browser, undefined, served)
  ;({ page, shop } = visit)
  const client = await Client.start(page.context().request)
  account = await client.signUp()
  await client.signIn(account.email, account.password)
}

/** What the page has said of its start, and the API has taken. */
function reports(): unknown[] {
  return shop
    .calls('POST /api/page')
    .filter(({ status }) => status === 204)
    .map(({ body, headers }) => ({ ...(JSON.parse(body) as object), revision: headers['x-order-app-revision'] }))
}

const started = { event: 'started', revision: REVISION }
const failed = (what: string | RegExp) => ({ event: 'failed', what: expect.stringMatching(what) as string, revision: REVISION })

async function hears(...expected: unknown[]): Promise<void> {
  await vi.waitFor(() => expect(reports()).toEqual(expected), { timeout: PATIENCE_MILLIS })
}

/** All that the page has said so far has arrived once a call after it has. */
async function heardSoFar(): Promise<unknown[]> {
  await page.evaluate(() => fetch('/api/products'))
  return reports()
}

const productsShown = () => page.getByRole('heading', { name: 'Products', level: 1 }).waitFor()

describe('a page that works', () => {
  it('says so once, by a script of its own that the policy allows', async () => {
    const complaints = complaintsOf(page)
    await page.goto('/')
    await hears(started)
    await page.getByRole('link', { name: /^Cart, / }).click()
    await page.getByText('Your cart is empty').waitFor()
    expect(await heardSoFar()).toEqual([started])
    expect(complaints).toEqual([])
  })

  it('says nothing of strangers until they sign in', async () => {
    await page.context().clearCookies()
    await page.goto('/sign-in')
    await page.getByLabel('Email').fill(account.email)
    await page.getByLabel('Password', { exact: true }).fill(account.password)
    expect(await heardSoFar()).toEqual([])
    await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click()
    await hears(started)
  })
})

describe('the main script', () => {
  it('that throws is told of', async () => {
    shop.tampered.set('/index-', (text) => `throw new Error("crashed");${text}`)
    await page.goto('/')
    await hears(failed(/^error Error \/assets\/.*\/index-.*\.js:1:7$/))
  })

  it('that does not parse is told of', async () => {
    shop.tampered.set('/index-', () => 'const 1 = 2')
    await page.goto('/')
    await hears(failed(/^error SyntaxError \/assets\/.*\/index-.*\.js:1/))
  })

  it('that does not load is told of', async () => {
    shop.tampered.set('/index-', () => 'missing')
    await page.goto('/')
    await hears(failed(/^load \/assets\/.*\/index-.*\.js$/))
  })

  it('that lacks a file which it imports is told of', async () => {
    shop.tampered.set('/libraries-', (text) => (text.includes('{') && text.includes('import') ? 'missing' : text))
    await page.goto('/')
    await hears(failed(/^load /))
  })

  it('that never comes is told of when nobody would wait any longer', async () => {
    shop.tampered.set('/index-', () => 'never')
    await page.clock.install()
    await page.goto('/', { waitUntil: 'commit' })
    // By asking again: what waits inside the page waits for it to be drawn.
    await expect.poll(() => page.evaluate(() => 'orderAppBeacon' in window), { timeout: PATIENCE_MILLIS }).toBe(true)
    await page.clock.fastForward(PAGE_PATIENCE_MILLIS / 2)
    expect(await heardSoFar()).toEqual([])
    await page.clock.fastForward(PAGE_PATIENCE_MILLIS / 2)
    await hears(failed('not started'))
  })

  it('that crashes for a stranger is nobody’s failure', async () => {
    await page.context().clearCookies()
    shop.tampered.set('/index-', () => 'throw new Error("crashed")')
    const asked = page.waitForResponse(/\/api\/session/)
    await page.goto('/')
    await asked
    expect(await heardSoFar()).toEqual([])
  })
})

describe('a running page', () => {
  it('tells of an error of its own scripts', async () => {
    shop.tampered.set('/index-', (text) => `${text};addEventListener("break", () => { throw new RangeError("kim@example.test") })`)
    await page.goto('/')
    await hears(started)
    await page.evaluate(() => dispatchEvent(new Event('break')))
    await hears(started, failed(/^error RangeError \/assets\/[^ ]*\/index-[^ ]*\.js:\d+:\d+$/))
  })

  it('tells of a rejection that its own scripts do not handle', async () => {
    shop.tampered.set('/index-', (text) => `${text};addEventListener("break", () => { void Promise.reject(new RangeError()) })`)
    await page.goto('/')
    await hears(started)
    await page.evaluate(() => dispatchEvent(new Event('break')))
    await hears(started, failed(/^error RangeError \/assets\//))
  })

  it('tells of a view that breaks, which Vue by itself only logs', async () => {
    shop.tampered.set('/CartView-', (text) => text.replace(/__name:.CartView.,setup\(\w*\)\{/, '$&throw new RangeError("broken view");'))
    await page.goto('/')
    await productsShown()
    await page.getByRole('link', { name: /^Cart, / }).click()
    await hears(started, failed(/^error RangeError \/assets\/[^ ]*\/CartView-/))
  })

  it('ignores what other scripts do', async () => {
    await page.goto('/')
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
    await page.goto('/')
    await productsShown()
    await page.getByRole('link', { name: /^Cart, / }).click()
    await vi.waitFor(() => expect(reports()).toContainEqual(failed('file missing')), { timeout: PATIENCE_MILLIS })
    expect(shop.pagesServed).toEqual(['/', '/cart'])
    expect(reports().filter((report) => (report as { event: string }).event === 'failed')).toHaveLength(1)
  })

  it('and comes with the reload is no failure', async () => {
    shop.tampered.set('/CartView-', (text) => (shop.pagesServed.length === 1 ? 'missing' : text))
    await page.goto('/')
    await productsShown()
    await page.getByRole('link', { name: /^Cart, / }).click()
    await page.getByText('Your cart is empty').waitFor()
    expect(shop.pagesServed).toEqual(['/', '/cart'])
    await hears(started, started)
  })
})

describe('the fault layer', () => {
  it('script-crash makes a page that crashes, with all its files there', async () => {
    const older = inject('older')
    const files = mkdtempSync(join(tmpdir(), 'order-page-'))
    cpSync(older.files, files, { recursive: true })
    execFileSync(`${FAULTS}/script-crash`, [files])
    const crashing = await Nginx.start(files, { ORDER_APP_REVISION: REVISION })
    await visit.end()
    await customer({ ...older, files, url: crashing.url })
    await page.goto('/')
    await hears(failed(/^error Error \/assets\/.*\/index-crashing\.js:1:7$/))
    await crashing.stop()
    rmSync(files, { recursive: true })
  })
})
