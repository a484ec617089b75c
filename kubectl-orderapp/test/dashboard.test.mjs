// The dashboard's page in a real Chromium: its own files, and a stand-in for what `kubectl orderapp dashboard` tells it. What the server lets
// in is tried in DashboardServerTest.
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

const side = (bad, total) => ({ bad, total, share: bad / total, low: (bad / total) * 0.6, high: (bad / total) * 1.6 })
const summary = {
  namespace: 'default', name: 'shop', phase: 'Progressing', paused: false, step: 0, weight: 30, observedWeight: 29,
  stable: { revision: '4c21' }, canary: { revision: '7d9f' },
}
const view = {
  summary,
  steps: [{ weight: 30, hold: '5m' }, { weight: 50, hold: '5m', approval: true }, { weight: 100, hold: '2m' }],
  heldSeconds: 42.5,
  metrics: [{ name: 'server-errors', verdict: 'PASS', ceiling: 0.05, canary: side(1, 412), stable: side(4, 960), ratio: 0.9, ratioThreshold: Math.log(200), above: 0, aboveThreshold: 6.68 }],
  explanation: 'Revision 7d9f gets 30 % of the visitors.\n',
  tree: 'OrderAppRelease default/shop <script>window.broken = true</script>\n',
  events: [{ at: '2026-11-24T10:00:00Z', type: 'Normal', reason: 'StepStarted', message: '<img src=x onerror="window.broken = true">' }],
  history: [{ revision: '4c21', outcome: 'Promoted', message: 'the first', finishedAt: '2026-11-24T09:00:00Z' }],
  actions: { abort: { value: '7d9f/1', effect: 'revision 7d9f is taken back; all visitors get 4c21' }, pause: { value: 'true', effect: 'nothing starts' } },
}

let browser, server, base, page, asked, problems, streams, told

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
  told = view
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
    response.end('revision 7d9f is taken back')
    return
  }
  response.writeHead(200, { 'Content-Type': 'text/event-stream' })
  streams.push({ path, response })
  tell()
}

/** Tells every open stream how it looks now. */
function tell() {
  for (const { path, response } of streams) {
    const look = path === '/api/releases' ? [told.summary] : told
    response.write(`event: look\ndata: ${JSON.stringify(look)}\n\n`)
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
  await page.getByText('canary: 1 of 412').waitFor()
  await page.getByText('at most 2.4:1, taken back at 200:1').waitFor()
  await page.getByText('(held 42 s)').waitFor()
  assert.equal(await page.evaluate(() => window.broken), undefined)
  assert.deepEqual(problems, [])
})

test('follows what changes, live', async () => {
  await open()
  told = { ...view, summary: { ...summary, phase: 'RollingBack' } }
  tell()
  await page.getByRole('heading', { name: 'default/shop: RollingBack' }).waitFor()
})

test('acts only after a yes, by keyboard alone', async () => {
  await open()
  await page.getByRole('button', { name: 'Abort' }).focus()
  await page.keyboard.press('Enter')
  await page.getByText('What will happen: revision 7d9f is taken back; all visitors get 4c21.').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  assert.equal(asked.filter((one) => one.method === 'POST').length, 0)
  await page.getByRole('button', { name: 'Abort' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Yes, abort' }).focus()
  await page.keyboard.press('Enter')
  await page.getByText('asked for: revision 7d9f is taken back').waitFor()
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
