import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { request, type Browser, type Page } from 'playwright-core'
import { inject } from 'vitest'
import en from '../../src/i18n/en.json' with { type: 'json' }
import ko from '../../src/i18n/ko.json' with { type: 'json' }
import { complaintsOf, DESKTOP, type Device } from './browser.ts'
import { Shop } from './shop.ts'

const SCREENSHOTS = process.env.SCREENSHOTS ?? fileURLToPath(new URL('../../build/screenshots', import.meta.url))
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

export type Language = 'en' | 'ko'

export interface Goods {
  id: number
  name: string
  category: string | null
  stock: number
}

/** One visitor's browser at a shop of its own. */
export class Visit {
  private constructor(
    readonly shop: Shop,
    readonly page: Page,
    private readonly language: Language,
    private readonly device: Device,
    private readonly complaints: string[],
  ) {}

  static async start(browser: Browser, language: Language = 'en', device: Device = DESKTOP): Promise<Visit> {
    const older = inject('older')
    const shop = await Shop.start(older.url, older.revision, inject('api').url || undefined)
    const { viewport, colorScheme, hasTouch } = device
    const context = await browser.newContext({ locale: language === 'ko' ? 'ko-KR' : 'en-US', viewport, colorScheme, hasTouch, baseURL: shop.url, reducedMotion: 'reduce' })
    const page = await context.newPage()
    page.setDefaultTimeout(20_000)
    return new Visit(shop, page, language, device, complaintsOf(page))
  }

  async end(): Promise<void> {
    await this.page.context().close()
    await this.shop.stop()
  }

  /** The page's own words, by their key, so that a test reads the same in all languages. */
  words(key: string, values: Record<string, unknown> = {}): string {
    const found = key.split('.').reduce<unknown>((part, name) => (part as Record<string, unknown>)[name], this.language === 'ko' ? ko : en)
    if (typeof found !== 'string') {
      throw new Error(`The page has no words for ${key}.`)
    }
    return found.replaceAll(/\{(\w+)\}/g, (_braces, name: string) => String(values[name]))
  }

  button(key: string, values?: Record<string, unknown>) {
    return this.page.getByRole('button', { name: this.words(key, values), exact: true })
  }

  link(key: string, values?: Record<string, unknown>) {
    return this.page.getByRole('link', { name: this.words(key, values), exact: true })
  }

  field(key: string) {
    return this.page.getByLabel(this.words(key), { exact: true })
  }

  async heading(key: string, values?: Record<string, unknown>): Promise<void> {
    await this.page.getByRole('heading', { name: this.words(key, values), exact: true }).first().waitFor()
  }

  async sees(text: string | RegExp): Promise<void> {
    await this.page.getByText(text).first().waitFor()
  }

  async signIn(email = 'shopper0001@example.test', password = inject('api').customersPassword): Promise<void> {
    await this.field('signIn.email').fill(email)
    await this.field('signIn.password').fill(password)
    await this.page.getByRole('main').getByRole('button', { name: this.words('signIn.submit') }).click()
    await this.button('nav.account').waitFor()
  }

  async signInAsStaff(): Promise<void> {
    await this.signIn('staff@example.test', inject('api').staffPassword)
  }

  /** What is for sale and enough of it, as the visitor sees it. */
  async goods(category = ''): Promise<Goods[]> {
    const answer = await fetch(`${this.shop.url}/api/products?${new URLSearchParams({ category })}`, { headers: { 'Accept-Language': this.language } })
    const { items } = (await answer.json()) as { items: Goods[] }
    return items.filter(({ stock }) => stock > 20)
  }

  /** Orders of a customer, placed without the page; returns their numbers. */
  async placeOrders(count: number): Promise<number[]> {
    const visitor = await request.newContext({ baseURL: this.shop.url })
    try {
      await visitor.get('/api/products')
      const post = async (path: string, data: unknown, headers = {}) => {
        const token = (await visitor.storageState()).cookies.find(({ name }) => name === 'XSRF-TOKEN')?.value ?? ''
        const answer = await visitor.post(path, { data, headers: { 'X-XSRF-TOKEN': decodeURIComponent(token), ...headers } })
        if (!answer.ok()) {
          throw new Error(`POST ${path} was answered with ${answer.status()}: ${await answer.text()}`)
        }
        await visitor.get('/api/session')
        return (await answer.json()) as { id: number }
      }
      await post('/api/session', { email: 'shopper0001@example.test', password: inject('api').customersPassword })
      const address = { recipient: 'Kim Minji', street: '12 Sejong-daero', postalCode: '04524', city: 'Seoul', country: 'KR' }
      const [first, second] = await this.goods()
      const numbers: number[] = []
      for (let placed = 0; placed < count; placed++) {
        const items = [{ productId: first?.id, quantity: placed + 1 }, { productId: second?.id, quantity: 1 }]
        numbers.push((await post('/api/orders', { items, address }, { 'Idempotency-Key': randomUUID() })).id)
      }
      return numbers
    } finally {
      await visitor.dispose()
    }
  }

  async fillInAddress(): Promise<void> {
    const address = { recipient: 'Kim Minji', street: '12 Sejong-daero', postalCode: '04524', city: 'Seoul' }
    for (const [field, value] of Object.entries(address)) {
      await this.field(`address.${field}`).fill(value)
    }
  }

  /** For people to look at, once all that it shows has come. */
  async picture(name: string): Promise<void> {
    await this.page.waitForFunction(() => [...document.images].every((image) => image.complete || image.getBoundingClientRect().top > window.innerHeight))
    await this.page.screenshot({ path: `${SCREENSHOTS}/${this.device.name}-${this.language}-${name}.png`, animations: 'disabled' })
  }

  /** Violations of WCAG 2.2 and good practice, each as one line. */
  async violations(): Promise<string[]> {
    await this.page.evaluate(AXE)
    return this.page.evaluate(async () => {
      const { axe } = window as unknown as { axe: { run: (context: Document) => Promise<{ violations: { id: string; help: string; nodes: { html: string; failureSummary: string }[] }[] }> } }
      const { violations } = await axe.run(document)
      return violations.flatMap(({ id, help, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${help}\n  ${html.slice(0, 300)}\n  ${failureSummary}`))
    })
  }

  widerThanScreen(): Promise<boolean> {
    return this.page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
  }

  /** What the browser complained about, but for answers that say no, which it calls errors. */
  realComplaints(): string[] {
    return this.complaints.filter((complaint) => !/status of (?:401|403|404|409|422|5\d\d)|ERR_EMPTY_RESPONSE/.test(complaint))
  }
}
