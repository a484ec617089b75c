import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest'
import { DESKTOP, PHONE, startBrowser } from './browser.ts'
import { Client } from './client.ts'
import { Visit } from './visit.ts'

/** What a browser on a phone should fetch before it shows the shop: bytes, compressed. */
const INITIAL_SCRIPTS_BYTES = 153_000
/** What is called good: https://web.dev/articles/cls */
const GOOD_LAYOUT_SHIFT = 0.05

let browser: Browser
let visit: Visit

beforeAll(async () => {
  browser = await startBrowser()
})
afterAll(() => browser.close())
afterEach(() => visit.end())

describe('a first visit', () => {
  it.each([PHONE, DESKTOP])('moves nothing that is seen while its parts arrive one after the other, on $name', async (device) => {
    visit = await Visit.start(browser, { language: 'en', device })
    const { page, shop } = visit
    const arrive: (() => void)[] = []
    const parts = ['GET /api/session', 'GET /api/categories', 'GET /api/products']
    for (const part of parts) {
      shop.held.set(part, new Promise<void>((resolve) => arrive.push(resolve)))
    }
    await page.goto('/')
    await page.getByRole('status', { name: visit.words('products.loading') }).waitFor()
    for (const [index, arrives] of arrive.entries()) {
      const answered = page.waitForResponse((response) => response.url().includes(parts[index]?.split(' ')[1] ?? ''))
      arrives()
      await (await answered).finished()
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))
    }
    await page.getByRole('article').first().waitFor()
    await visit.button('products.sort.name').waitFor()
    expect(await layoutShift()).toBeLessThanOrEqual(GOOD_LAYOUT_SHIFT)
  })

  it('loads the pictures at once that are seen first, and the others when they come near', async () => {
    visit = await Visit.start(browser, { language: 'en', device: PHONE })
    await visit.page.goto('/')
    await visit.page.getByRole('article').first().waitFor()
    const loading = await visit.page.locator('article img').evaluateAll((pictures) => pictures.map((picture) => (picture as HTMLImageElement).loading))
    expect(loading.slice(0, 4)).toEqual(Array(4).fill('eager'))
    expect(new Set(loading.slice(4))).toEqual(new Set(['lazy']))
  })

  it('needs few bytes of script, all of which the page names, so that they come side by side', async () => {
    visit = await Visit.start(browser, { language: 'en', device: PHONE })
    const { files } = inject('newer')
    const named = [...readFileSync(join(files, 'index.html'), 'utf8').matchAll(/(?:src|href)="(\/assets\/[^"]+\.js)"/g)].map(([, path]) => path ?? '')
    const bytes = named.reduce((sum, path) => sum + statSync(join(files, `${path}.gz`)).size, 0)
    expect(named.some((path) => path.includes('ProductsView'))).toBe(true)
    expect(bytes).toBeLessThanOrEqual(INITIAL_SCRIPTS_BYTES)
  })

  it('finds the first wrong field of a form ready to be mended', async () => {
    visit = await Visit.start(browser)
    const { page } = visit
    await page.goto('/sign-up')
    await visit.field('signUp.name').fill('Kim Minji')
    await visit.submit('signUp.submit').click()
    await visit.sees(visit.words('form.required'))
    expect(await visit.field('signIn.email').evaluate((field) => field === document.activeElement)).toBe(true)
  })

  it('finds the field that the shop itself refuses ready to be mended too', async () => {
    visit = await Visit.start(browser)
    const { page } = visit
    const client = await Client.start()
    const { email } = await client.signUp()
    await client.end()
    await page.goto('/sign-up')
    await visit.field('signUp.name').fill('www.example.com')
    await visit.field('signIn.email').fill(`x${email}`)
    await visit.field('signIn.password').fill('correct horse battery')
    await visit.submit('signUp.submit').click()
    await expect.poll(() => visit.field('signUp.name').evaluate((field) => field === document.activeElement)).toBe(true)
  })
})

/** The largest burst of shifts, as browsers add them up: none of these visits takes longer than one burst may. */
function layoutShift(): Promise<number> {
  return visit.page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        new PerformanceObserver((list) => {
          const shifts = list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[]
          resolve(shifts.filter((shift) => !shift.hadRecentInput).reduce((sum, { value }) => sum + value, 0))
        }).observe({ type: 'layout-shift', buffered: true })
        // Where nothing moved, the observer is told nothing.
        requestAnimationFrame(() => requestAnimationFrame(() => resolve(0)))
      }),
  )
}
