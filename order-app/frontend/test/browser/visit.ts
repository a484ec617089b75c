import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import type { Browser, Locator, Page } from 'playwright-core'
import { expect, inject } from 'vitest'
import en from '../../src/i18n/en.json' with { type: 'json' }
import ko from '../../src/i18n/ko.json' with { type: 'json' }
import staffEn from '../../src/staff/messages/en.json' with { type: 'json' }
import staffKo from '../../src/staff/messages/ko.json' with { type: 'json' }
import { complaintsOf, DESKTOP, PHONE, type Device } from './browser.ts'
import { Client } from './client.ts'
import type { ServedPage } from './setup.ts'
import { Shop } from './shop.ts'

const SCREENSHOTS = process.env.SCREENSHOTS ?? fileURLToPath(new URL('../../build/screenshots', import.meta.url))
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const WORDS = { en: { ...en, staff: staffEn }, ko: { ...ko, staff: staffKo } }

/** How long a test waits for what must come. */
export const PATIENCE_MILLIS = 60_000

export type Language = 'en' | 'ko'

/** A visitor's kind: what every flow is tried with. */
export interface Visitor {
  language: Language
  device: Device
  /** Whether the dark theme is looked at as well, with LONG=1. */
  byNight?: boolean
}

const VISITORS: Visitor[] = [
  { language: 'en', device: PHONE },
  { language: 'ko', device: DESKTOP },
  { language: 'en', device: DESKTOP, byNight: true },
  { language: 'ko', device: PHONE, byNight: true },
]

/** Whether every flow is tried with every visitor, everything is examined with each, and pictures are taken. */
const LONG = process.env.LONG === '1'

/** What was examined already: in the fast run accessibility is examined once per view, by day and by night. */
const examined = new Set<string>()

/** Chooses the visitors of the flows of one file. */
export class Visitors {
  private next = 0

  /** For a flow in which neither language nor screen change what is done: the next visitor in turn, or all with LONG=1. */
  forFlow(): Visitor[] {
    return this.take(1)
  }

  /** For a flow through views that are laid out otherwise on another screen: two visitors, a phone's and a desktop's. */
  forLayout(): Visitor[] {
    return this.take(2)
  }

  private take(count: number): Visitor[] {
    const first = this.next
    this.next += count
    return LONG ? VISITORS : [...VISITORS, ...VISITORS].slice(first % VISITORS.length).slice(0, count)
  }
}

/** One visitor's browser, and what it reaches the shop through. */
export class Visit {
  private constructor(
    readonly shop: Shop,
    readonly page: Page,
    private readonly visitor: Visitor,
    private readonly complaints: string[],
  ) {}

  static async start(browser: Browser, visitor: Visitor = { language: 'en', device: DESKTOP }, served: ServedPage = inject('older')): Promise<Visit> {
    const shop = await Shop.start(served.url, served.revision, inject('api').url)
    const { viewport, hasTouch } = visitor.device
    const context = await browser.newContext({ locale: visitor.language === 'ko' ? 'ko-KR' : 'en-US', viewport, hasTouch, baseURL: shop.url, reducedMotion: 'reduce', colorScheme: 'light' })
    const page = await context.newPage()
    page.setDefaultTimeout(PATIENCE_MILLIS)
    return new Visit(shop, page, visitor, complaintsOf(page))
  }

  get language(): Language {
    return this.visitor.language
  }

  async end(): Promise<void> {
    await this.page.context().close()
    await this.shop.stop()
  }

  /** The page's own words, by their key, so that a test reads the same in all languages. */
  words(key: string, values: Record<string, unknown> = {}): string {
    const found = key.split('.').reduce<unknown>((part, name) => (part as Record<string, unknown>)[name], WORDS[this.language])
    if (typeof found !== 'string') {
      throw new Error(`The page has no words for ${key}.`)
    }
    return found.replaceAll(/\{(\w+)\}/g, (_braces, name: string) => String(values[name]))
  }

  button(key: string, values?: Record<string, unknown>): Locator {
    return this.page.getByRole('button', { name: this.words(key, values), exact: true })
  }

  link(key: string, values?: Record<string, unknown>): Locator {
    return this.page.getByRole('link', { name: this.words(key, values), exact: true })
  }

  field(key: string, values?: Record<string, unknown>): Locator {
    return this.page.getByLabel(this.words(key, values), { exact: true })
  }

  /** The button that sends the form of the view. */
  submit(key: string): Locator {
    return this.page.getByRole('main').getByRole('button', { name: this.words(key), exact: true })
  }

  async heading(key: string, values?: Record<string, unknown>): Promise<void> {
    await this.page.getByRole('heading', { name: this.words(key, values), exact: true }).first().waitFor()
  }

  async sees(text: string | RegExp): Promise<void> {
    await this.page.getByText(text).first().waitFor()
  }

  /** The cart's link, once it tells of so many pieces. */
  cart(count: number): Locator {
    const forms = this.words('nav.cartCount', { n: count }).split(' | ')
    return this.page.getByRole('link', { name: count === 1 ? forms[0] : forms.at(-1), exact: true })
  }

  /**
   * Chooses from the menu that was just opened, once it is open: a click at one that is still opening is tried again after
   * scrolling, which moves the menu from under it.
   */
  async choose(key: string): Promise<void> {
    const item = this.page.locator('.v-menu').getByText(this.words(key))
    await expect.poll(() => item.evaluate((element) => getComputedStyle(element).pointerEvents), { timeout: PATIENCE_MILLIS }).not.toBe('none')
    await item.click()
  }

  async signIn(email: string, password: string): Promise<void> {
    await this.field('signIn.email').fill(email)
    await this.field('signIn.password').fill(password)
    await this.submit('signIn.submit').click()
    await this.button('nav.account').waitFor()
  }

  async signInAsStaff(): Promise<void> {
    await this.signIn('staff@example.test', inject('api').staffPassword)
  }

  /** Signs the browser in, at the sign-in of the page, as a customer who is new to the shop. */
  async signInAsCustomer(): Promise<void> {
    const client = await Client.start()
    const { email, password } = await client.signUp()
    await client.end()
    await this.signIn(email, password)
  }

  async fillInAddress(): Promise<void> {
    const address = { recipient: 'Kim Minji', street: '12 Sejong-daero', postalCode: '04524', city: 'Seoul' }
    for (const [field, value] of Object.entries(address)) {
      await this.field(`address.${field}`).fill(value)
    }
  }

  /** By day and by night what is seen must be fit for everybody, and for the screen; with LONG=1 it is kept for people to look at. */
  async looksGood(name: string): Promise<void> {
    const first = !examined.has(name)
    examined.add(name)
    await this.coloursStay()
    await this.picture(name)
    if (LONG || first) {
      expect.soft(await this.violations(), name).toEqual([])
    }
    if (LONG ? this.visitor.byNight : first) {
      await this.page.emulateMedia({ colorScheme: 'dark' })
      await this.coloursStay()
      await this.picture(`${name}-dark`)
      expect.soft(await this.violations('color-contrast'), `${name}, dark`).toEqual([])
      await this.page.emulateMedia({ colorScheme: 'light' })
      await this.coloursStay()
    }
    expect.soft(await this.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), `${name} is wider than the screen`).toBeLessThanOrEqual(0)
  }

  /** What the browser complained about, but for answers that say no, which it calls errors. */
  realComplaints(): string[] {
    return this.complaints.filter((complaint) => !/status of (?:401|403|404|409|422|429|5\d\d)|ERR_EMPTY_RESPONSE/.test(complaint))
  }

  /** Colours change, and messages appear, by transitions that begin with the next frames: what is examined is how they stay. */
  private async coloursStay(): Promise<void> {
    await this.page.evaluate(async () => {
      const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve))
      await frame()
      await frame()
      // The end of one may be the beginning of the next: what inherits a colour follows it by a transition of its own.
      for (let running: Animation[]; await frame(), (running = document.getAnimations().filter((animation) => animation instanceof CSSTransition)).length > 0; ) {
        await Promise.allSettled(running.map((transition) => transition.finished))
      }
    })
  }

  private async picture(name: string): Promise<void> {
    if (!LONG) {
      return
    }
    await this.page.evaluate(() => [...document.images].forEach((image) => (image.loading = 'eager')))
    await this.page.waitForFunction(() => [...document.images].every((image) => image.complete))
    // What sticks to the top of the screen belongs to the top of the picture.
    await this.page.evaluate(() => window.scrollTo(0, 0))
    await this.page.screenshot({ path: `${SCREENSHOTS}/${this.visitor.device.name}-${this.language}-${name}.png`, animations: 'disabled', fullPage: true })
  }

  /** Violations of WCAG 2.2 and good practice, or of one rule alone, each as one line. */
  private async violations(rule?: string): Promise<string[]> {
    await this.page.evaluate(AXE)
    return this.page.evaluate(async (only) => {
      const { axe } = window as unknown as { axe: { run: (context: Document, options: object) => Promise<{ violations: { id: string; help: string; nodes: { html: string; failureSummary: string }[] }[] }> } }
      const { violations } = await axe.run(document, only ? { runOnly: [only] } : {})
      return violations.flatMap(({ id, help, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${help}\n  ${html.slice(0, 300)}\n  ${failureSummary}`))
    }, rule)
  }
}
