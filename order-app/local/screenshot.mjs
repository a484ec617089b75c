// The shop as a visitor sees it first, with all pictures loaded: node screenshot.mjs FILE
import { createRequire } from 'node:module'

const { chromium } = createRequire(new URL('../frontend/package.json', import.meta.url))('playwright-core')

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ['--no-sandbox'] })
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 860 }, locale: 'en', reducedMotion: 'reduce' })
  await page.goto(process.env.SHOP, { waitUntil: 'networkidle' })
  await page.getByRole('heading', { level: 2 }).first().waitFor()
  await page.waitForFunction(() => [...document.images].every((image) => image.complete && image.naturalWidth > 0))
  await page.evaluate(() => document.fonts.ready)
  await page.screenshot({ path: process.argv[2] })
} finally {
  await browser.close()
}
