import { existsSync } from 'node:fs'
import { chromium, type Browser, type Page } from 'playwright-core'

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium'

/** A headless Chromium that asks nobody but the shop. */
export async function startBrowser(): Promise<Browser> {
  if (!existsSync(CHROMIUM)) {
    throw new Error(`There is no Chromium at ${CHROMIUM}: install it, for example with "apt-get install chromium", or set CHROMIUM to one.`)
  }
  return chromium.launch({
    executablePath: CHROMIUM,
    args: [
      '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
      '--disable-background-networking', '--disable-component-update', '--disable-sync',
    ],
  })
}

export interface Device {
  name: string
  viewport: { width: number; height: number }
  hasTouch: boolean
}

export const PHONE: Device = { name: 'phone', viewport: { width: 390, height: 844 }, hasTouch: true }
export const DESKTOP: Device = { name: 'desktop', viewport: { width: 1280, height: 800 }, hasTouch: false }

/** What the browser complains about on this page: errors, and all that the Content-Security-Policy forbids. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = []
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) {
      complaints.push(message.text())
    }
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  return complaints
}
