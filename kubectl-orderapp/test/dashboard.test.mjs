// The dashboard's page in a real Chromium: its own files, and a stand-in for what `kubectl orderapp dashboard` sends. Which requests the
// server answers is tested in DashboardServerTest.
//   node --test kubectl-orderapp/test/dashboard.test.mjs     after `npm ci` in order-app/frontend; CHROMIUM: /usr/bin/chromium when absent
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { after, before, beforeEach, test } from 'node:test'

const { chromium } = createRequire(new URL('../../order-app/frontend/package.json', import.meta.url))('playwright-core')
const PAGE = new URL('../src/main/resources/dev/orderapp/kubectl/dashboard/', import.meta.url)
const TOKEN = 'a-token-of-more-than-thirty-characters'
const TYPES = { html: 'text/html', css: 'text/css', js: 'text/javascript' }
const CSP = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'"

// What the server sends (ReleaseDetailsTest holds it to this file), with markup in the cluster's texts, which must stay text.
const sent = JSON.parse(await readFile(new URL('../src/test/resources/dev/orderapp/kubectl/dashboard/details.json', import.meta.url)))
const details = {
  ...sent,
  tree: 'OrderAppRelease default/shop <script>window.broken = true</script>\n',
  events: [{ at: '2026-11-24T10:00:00Z', type: 'Normal', reason: 'StepStarted', message: '<img src=x onerror="window.broken = true">' }],
}

let browser, server, base, page, asked, problems, streams, current

before(async () => {
  server = createServer(answer)
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${server.address().port}`
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
    args: process.getuid() === 0 ? ['--no-sandbox'] : [],
  })
})

after(async () => {
  await browser?.close()
  server.closeAllConnections()
  server.close()
})

beforeEach(async (t) => {
  asked = []
  problems = []
  streams = []
  current = details
  const context = await browser.newContext()
  t.after(() => context.close())
  page = await context.newPage()
  page.on('pageerror', (error) => problems.push(error.message))
  page.on('console', (line) => line.type() === 'error' && problems.push(line.text()))
  page.on('request', (request) => new URL(request.url()).origin !== base && !request.url().startsWith('data:') && problems.push(`asked ${request.url()}`))
})

async function answer(request, response) {
  const path = request.url
  if (!path.startsWith('/api/')) {
    const file = path === '/' ? 'index.html' : path.slice(1)
    response.writeHead(200, { 'Content-Type': TYPES[file.split('.').pop()], 'Content-Security-Policy': CSP })
    response.end(await readFile(new URL(file, PAGE)))
    return
  }
  let body = ''
  for await (const chunk of request) body += chunk
  asked.push({ method: request.method, path, authorization: request.headers.authorization, body })
  if (request.method === 'POST') {
    response.end('revision 7d9f is rolled back')
    return
  }
  response.writeHead(200, { 'Content-Type': 'text/event-stream' })
  streams.push({ path, response })
  send()
}

/** Sends the current state to every open stream. */
function send() {
  for (const { path, response } of streams) {
    const state = path === '/api/releases' ? [current.summary] : current
    response.write(`event: update\ndata: ${JSON.stringify(state)}\n\n`)
  }
}

async function open() {
  await page.goto(`${base}/#${TOKEN}`)
  await page.getByRole('link', { name: 'default/shop' }).click()
  await page.getByRole('heading', { name: 'Evidence' }).waitFor()
}

test('lists releases, with the token sent and gone from the address', async () => {
  await page.goto(`${base}/#${TOKEN}`)
  await page.getByRole('link', { name: 'default/shop' }).waitFor()
  assert.equal(asked[0].authorization, `Bearer ${TOKEN}`)
  assert.ok(!page.url().includes(TOKEN))
  assert.deepEqual(problems, [])
})

test('shows one release with its numbers, and text from the cluster as text', async () => {
  await open()
  await page.getByText('canary: 1 of 412 (0.2 %), between 0.043 % and 1.4 %').waitFor()
  await page.getByText('at most 2.4:1, rolled back at 200:1').waitFor()
  await page.getByText('(held 42 s)').waitFor()
  assert.equal(await page.evaluate(() => window.broken), undefined)
  assert.deepEqual(problems, [])
})

test('follows what changes, live', async () => {
  await open()
  current = { ...details, summary: { ...details.summary, phase: 'RollingBack' } }
  send()
  await page.getByRole('heading', { name: 'default/shop: RollingBack' }).waitFor()
})

test('acts only after a yes, by keyboard alone', async () => {
  await open()
  await page.getByRole('button', { name: 'Abort' }).focus()
  await page.keyboard.press('Enter')
  await page.getByText('What will happen: revision 7d9f is rolled back; all visitors get 4c21').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  assert.equal(asked.filter((one) => one.method === 'POST').length, 0)
  await page.getByRole('button', { name: 'Abort' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Yes, abort' }).focus()
  await page.keyboard.press('Enter')
  await page.getByText('asked for: revision 7d9f is rolled back').waitFor()
  const post = asked.find((one) => one.method === 'POST')
  assert.deepEqual([post.path, post.body, post.authorization], ['/api/releases/default/shop/abort', '7d9f/1', `Bearer ${TOKEN}`])
})

test('fits a phone, and knows light and dark', async () => {
  await page.setViewportSize({ width: 360, height: 740 })
  await open()
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'the page must not scroll sideways')
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
  await page.emulateMedia({ colorScheme: 'light' })
  const light = await ground()
  await page.emulateMedia({ colorScheme: 'dark' })
  assert.notEqual(await ground(), light)
})
