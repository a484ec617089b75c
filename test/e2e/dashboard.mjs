// Uses the dashboard of `kubectl orderapp dashboard` in a real browser while a release is under way. Ends with an error at the first
// thing that is not as it should be; pictures of the page go to a folder.
//   node test/e2e/dashboard.mjs ADDRESS NAMESPACE/RELEASE FOLDER canary|rollback
// canary: a canary waits at its first step of 30 %; it is inspected in all ways, promoted to 50 %, and aborted.
// rollback: a bad canary is on its way, and is watched until the operator has rolled it back.
// CHROMIUM: the program, /usr/bin/chromium when absent.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const packages = createRequire(new URL('../../order-app/frontend/package.json', import.meta.url))
const { chromium } = packages('playwright-core')
const AXE = await readFile(packages.resolve('axe-core/axe.min.js'), 'utf8')
/** Pods have to start meanwhile, on a busy machine. */
const PATIENCE_MS = 180_000
const DESKTOP = { width: 1280, height: 1100 }
const PHONE = { width: 390, height: 844 }

const [address, release, folder, scenario] = process.argv.slice(2)
const scenarios = { canary, rollback }
if (!scenarios[scenario]) {
  console.error('usage: dashboard.mjs ADDRESS NAMESPACE/RELEASE FOLDER canary|rollback')
  process.exit(64)
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
  // Chromium's own sandbox refuses to work for root.
  args: process.getuid() === 0 ? ['--no-sandbox'] : [],
})
const page = await (await browser.newContext({ viewport: DESKTOP, colorScheme: 'light', reducedMotion: 'reduce' })).newPage()
page.setDefaultTimeout(PATIENCE_MS)
const complaints = []
page.on('pageerror', (error) => complaints.push(error.message))
page.on('console', (line) => line.type() === 'error' && complaints.push(line.text()))
try {
  const opened = Date.now()
  await page.goto(address)
  await page.getByRole('link', { name: release }).waitFor()
  console.log(`opened after ${Date.now() - opened} ms`)
  await accessible('list')
  await page.getByRole('link', { name: release }).click()
  await scenarios[scenario]()
  assert.deepEqual(complaints, [])
} catch (error) {
  await page.screenshot({ path: join(folder, `${scenario}-failed.png`), fullPage: true })
  throw error
} finally {
  await browser.close()
}

async function canary() {
  await step('30 %')
  await page.getByRole('heading', { name: `${release}: Progressing` }).waitFor()
  await page.getByRole('img', { name: /^weight set 30 %, observed \d/ }).waitFor()
  await page.getByRole('img', { name: /^Course: .*weight set 30 %/ }).waitFor()
  await page.getByRole('button', { name: /^Log of / }).first().click()
  await page.getByRole('log').waitFor()
  await page.getByRole('tab', { name: 'Pods' }).click()
  await page.getByRole('heading', { name: 'server-errors PASS' }).first().waitFor()
  await page.getByText(/^canary: 0 of [1-9]/).first().waitFor()
  await looks('canary')

  await page.getByRole('button', { name: 'Promote' }).click()
  await page.getByText('gets 50 % of the visitors, unless its evidence fails').waitFor()
  await page.getByRole('button', { name: 'Yes, promote' }).click()
  await step('50 %')
  await page.getByRole('img', { name: /^weight set 50 %/ }).waitFor()

  await page.getByRole('button', { name: 'Abort' }).click()
  await page.getByText('What will happen: revision').waitFor()
  await accessible('confirmation')
  await page.screenshot({ path: join(folder, 'confirmation.png') })
  await page.getByRole('button', { name: 'Leave it' }).click()
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  await step('50 %')
  await page.getByRole('button', { name: 'Abort' }).click()
  await page.getByRole('button', { name: 'Yes, abort' }).click()
  await page.getByRole('heading', { name: `${release}: RolledBack` }).waitFor()
  await page.getByText(' was aborted at ').waitFor()
}

async function rollback() {
  await page.getByRole('heading', { name: `${release}: RolledBack` }).waitFor()
  await page.getByText('What to do: ').waitFor()
  await page.getByText('In numbers: server-errors were').waitFor()
  await page.getByRole('heading', { name: 'server-errors FAIL' }).first().waitFor()
  await looks('rollback')
}

/** The step of this weight is the current one. */
async function step(weight) {
  await page.locator('li[aria-current="step"]', { hasText: weight }).waitFor()
}

/** By day and by night, at a desk and on a phone: a picture each, nothing that a reader could not read, no sideways scrolling. */
async function looks(name) {
  for (const [device, viewport] of Object.entries({ desktop: DESKTOP, phone: PHONE })) {
    await page.setViewportSize(viewport)
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme })
      await accessible(`${name}, ${device}, ${colorScheme}`)
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${name} scrolls sideways (${device})`)
      await page.screenshot({ path: join(folder, `${name}-${device}-${colorScheme}.png`) })
    }
  }
  await page.setViewportSize(DESKTOP)
  await page.emulateMedia({ colorScheme: 'light' })
}

async function accessible(what) {
  await page.evaluate(AXE)
  const violations = await page.evaluate(async () => (await window.axe.run()).violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target).join(', ')}`))
  assert.deepEqual(violations, [], what)
}
