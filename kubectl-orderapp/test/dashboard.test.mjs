// The dashboard's page in a real Chromium: its built files, and a stand-in for what `kubectl orderapp dashboard` sends. Which requests the
// server answers is tested in DashboardServerTest.
//   make test-dashboard, or, after `npm ci` in order-app/frontend and kubectl-orderapp/page/build (see PAGE): node --test kubectl-orderapp/test/dashboard.test.mjs
// CHROMIUM: /usr/bin/chromium when absent. LONG=1: each state in all languages, themes and sizes. PICTURES=folder: a picture of each.
import assert from 'node:assert/strict'
import { mkdir, readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { after, before, beforeEach, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { atFirstStep, many, states } from './states.mjs'

const packages = createRequire(new URL('../../order-app/frontend/package.json', import.meta.url))
const { chromium } = packages('playwright-core')
const AXE = await readFile(packages.resolve('axe-core/axe.min.js'), 'utf8')
const PAGE = new URL('../target/classes/dev/orderapp/kubectl/dashboard/page/', import.meta.url)
const FILES = ['index.html', 'dashboard.js', 'dashboard.css', 'logo.svg']
const TOKEN = 'a-token-of-more-than-thirty-characters'
const TYPES = { html: 'text/html', css: 'text/css', js: 'text/javascript', svg: 'image/svg+xml' }
const CSP = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'"
const MOST_BYTES = 250_000
// For what must come, beside other tests that want the processors.
const PATIENCE_MILLIS = 60_000
const DESKTOP = { width: 1280, height: 800 }
const PHONE = { width: 390, height: 844 }
const NOW = new Date('2026-11-24T10:00:45Z')

// Markup in the cluster's texts must stay text.
const details = {
  ...atFirstStep,
  tree: 'OrderAppRelease default/shop <script>window.broken = true</script>\n',
  events: [{ at: '2026-11-24T10:00:00Z', type: 'Normal', reason: 'StepStarted', message: '<img src=x onerror="window.broken = true">' }],
}

let browser, server, base, page, asked, problems, streams, current, releases, log, recorded

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
  releases = undefined
  recorded = states.rolledBack.newest
  log = { log: '2026-11-24T10:00:01Z started\n', events: [] }
  const context = await browser.newContext({ viewport: DESKTOP, reducedMotion: 'reduce', locale: 'en-GB', timezoneId: 'UTC' })
  t.after(() => context.close())
  page = await context.newPage()
  page.setDefaultTimeout(PATIENCE_MILLIS)
  await page.clock.setFixedTime(NOW)
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
  } else if (path.includes('/attempts/')) {
    response.end(JSON.stringify(recorded))
  } else {
    response.writeHead(200, { 'Content-Type': 'text/event-stream' })
    streams.push({ path, response })
    send()
  }
}

/** Sends the current state to every open stream. */
function send() {
  for (const { path, response } of streams) {
    const state = path === '/api/releases' ? (releases ?? [current.summary]) : path.includes('/pods/') ? log : current
    response.write(`: no change\n\nevent: update\ndata: ${JSON.stringify(state)}\n\n`)
  }
}

async function open() {
  await page.goto(`${base}/#${TOKEN}`)
  await page.getByRole('link', { name: 'default/shop' }).click()
  await page.getByRole('heading', { name: /^Evidence|^근거/ }).waitFor()
}

async function accessible(what) {
  await page.evaluate(AXE)
  const violations = await page.evaluate(async () => (await window.axe.run()).violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.target} ${node.any[0]?.message ?? ''}`).join(', ')}`))
  assert.deepEqual(violations, [], what)
}

async function fitsTheWidth(what) {
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${what} must not scroll sideways`)
}

async function picture(name) {
  if (process.env.PICTURES) {
    await mkdir(process.env.PICTURES, { recursive: true })
    await page.screenshot({ path: join(process.env.PICTURES, `${name}.png`), fullPage: !name.includes('first-screen') })
  }
}

test('is small: all that is loaded, packed', async () => {
  const bytes = await Promise.all(FILES.map(async (file) => gzipSync(await readFile(new URL(file, PAGE))).length))
  assert.ok(bytes.reduce((sum, one) => sum + one) <= MOST_BYTES, `${bytes} bytes`)
})

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
  await page.getByRole('heading', { name: 'server-errors PASS' }).waitFor()
  await page.getByRole('img', { name: 'weight set 30 %, observed 29 %' }).waitFor()
  await page.locator('li[aria-current="step"]', { hasText: '30 %' }).waitFor()
  await page.getByText('42 s of 5 min, needs 19 more events').waitFor()
  for (const [tab, text] of Object.entries({ Events: '<img src=x', 'All objects': '<script>window.broken' })) {
    await page.getByRole('tab', { name: tab }).click()
    await page.getByText(text).waitFor()
  }
  assert.equal(await page.evaluate(() => window.broken), undefined)
  assert.deepEqual(problems, [])
})

test('follows what changes, live', async () => {
  await open()
  current = { ...details, summary: { ...details.summary, phase: 'RollingBack' } }
  send()
  await page.getByRole('heading', { name: 'default/shop: RollingBack' }).waitFor()
})

test('says what the server can not read, and goes on', async () => {
  await open()
  streams.at(-1).response.write(`event: error\ndata: ${JSON.stringify({ message: 'you may not read <b>it</b>' })}\n\n`)
  await page.getByText('you may not read <b>it</b>').waitFor()
  send()
  await page.getByRole('status').getByText('live').waitFor()
})

test('an address that names no release shows them all', async () => {
  await page.goto(`${base}/#${TOKEN}`)
  await page.getByRole('link', { name: 'default/shop' }).waitFor()
  await page.goto(`${base}/#%E0/%`)
  await page.getByRole('link', { name: 'default/shop' }).waitFor()
  assert.deepEqual(problems, [])
})

test('acts only after a yes, by keyboard alone', async () => {
  await open()
  await page.getByRole('button', { name: 'Abort' }).focus()
  await page.keyboard.press('Enter')
  await page.getByText('What will happen: revision 7d9f is rolled back; all visitors get 4c21').waitFor()
  await accessible('confirmation')
  await picture('confirmation-first-screen')
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

test('asks about the attempt that the person saw, whatever the release does meanwhile; Escape after a yes is a no', async () => {
  await open()
  await page.getByRole('button', { name: 'Abort' }).click()
  current = { ...details, actions: { ...details.actions, abort: { value: '8e0a/2', effect: 'another one is rolled back' } } }
  send()
  await page.getByRole('button', { name: 'Yes, abort' }).click()
  await page.getByText('asked for').waitFor()
  assert.equal(asked.find((one) => one.method === 'POST').body, '7d9f/1')
  await page.getByRole('button', { name: 'Abort' }).click()
  await page.getByText('another one is rolled back').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  assert.equal(asked.filter((one) => one.method === 'POST').length, 1)
})

test('knows light and dark, and a choice between them', async () => {
  await open()
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
  await page.emulateMedia({ colorScheme: 'light' })
  const light = await ground()
  await page.emulateMedia({ colorScheme: 'dark' })
  const dark = await ground()
  assert.notEqual(dark, light)
  await page.getByRole('button', { name: 'Theme: as the system' }).click()
  assert.equal(await ground(), light)
  await page.getByRole('button', { name: 'Theme: light' }).click()
  assert.equal(await ground(), dark)
})

test('speaks Korean where the browser does, and either where it is chosen', async () => {
  const context = await browser.newContext({ locale: 'ko-KR' })
  const korean = await context.newPage()
  await korean.goto(`${base}/#${TOKEN}`)
  await korean.getByRole('link', { name: 'default/shop' }).click()
  await korean.getByText('방문자의 30 %가 1.1.0 버전을 받습니다').waitFor()
  assert.equal(await korean.evaluate(() => document.documentElement.lang), 'ko')
  await korean.getByRole('button', { name: 'English' }).click()
  await korean.getByText('1.1.0 gets 30 % of the visitors').waitFor()
  await korean.reload()
  await korean.getByText('1.1.0 gets 30 % of the visitors').waitFor()
  await context.close()
})

test('draws the recorded course, the same whether it was open or not', async () => {
  current = states.rolledBack
  await open()
  const lines = () => page.locator('.chart path').evaluateAll((paths) => paths.map((path) => path.getAttribute('d')))
  const first = await lines()
  assert.ok(first.every((path) => path.length > 10 && !path.includes('NaN')), first.join('\n'))
  send()
  await page.reload()
  await page.locator('.chart path').first().waitFor()
  assert.deepEqual(await lines(), first)
  const flags = await page.locator('.chart .flag text').allTextContents()
  assert.ok(flags.includes('AnalysisFailed') && flags.includes('30 %'), flags.join())
  await page.getByText('What happened, with times').click()
  await page.getByText('10:01:34 AnalysisFailed').waitFor()
})

test('goes on with the present where the operator has not recorded it yet', async () => {
  current = { ...states.progressing, lookedAt: '2026-11-24T10:01:40Z' }
  await open()
  await page.getByText('10:01:40').first().waitFor()
  await page.locator('.readout').getByText('canary 1 / 412 (0.24 %)').waitFor()
})

test('tells any moment of the course to the keyboard', async () => {
  current = states.rolledBack
  await open()
  const slider = page.getByRole('slider', { name: 'Moment' })
  await slider.focus()
  await page.keyboard.press('Home')
  assert.match(await slider.getAttribute('aria-valuetext'), /^10:00:04, weight set 30 %.*no data/)
  await page.keyboard.press('End')
  assert.match(await slider.getAttribute('aria-valuetext'), /worse than stable$/)
})

test('says in one line where no course was recorded, or why it can not be read', async () => {
  current = states.preparing
  await open()
  await page.getByText('No course was recorded of this attempt.').waitFor()
  current = states.unreadable
  send()
  await page.getByText('you may not read ConfigMap shop-course-2').waitFor()
  await page.getByText('Not shown, as you may not read them here: Pods, Events.').waitFor()
})

test('opens the log of a Pod, follows it, and says when it is gone', async () => {
  await open()
  const pod = details.versions[0].pods[0].name
  await page.getByRole('button', { name: `Log of ${pod}` }).click()
  await page.getByText('2026-11-24T10:00:01Z started').waitFor()
  log = { log: 'x\n'.repeat(500) + 'the last <b>line</b>\n', events: [{ reason: 'BackOff', type: 'Warning', message: 'again', count: 4 }] }
  send()
  await page.getByText('the last <b>line</b>').waitFor()
  assert.ok(await page.getByRole('log').evaluate((box) => box.scrollTop + box.clientHeight > box.scrollHeight - 40), 'it must show the end')
  await page.getByText('BackOff').waitFor()
  await page.getByLabel('The run before this one').check()
  streams.at(-1).response.write(`event: error\ndata: ${JSON.stringify({ message: `Pod ${pod} is gone` })}\n\n`)
  await page.getByText(`Pod ${pod} is gone`).waitFor()
  assert.match(asked.at(-1).path, new RegExp(`/pods/${pod}/[^/]+/before$`))
})

test('opens an attempt that has ended, with its course and what its Pods said last', async () => {
  current = states.rolledBack
  recorded = {
    ...states.rolledBack.newest,
    failure: {
      containers: [
        { pod: 'shop-backend-7d9f-x1', container: 'app', reason: 'Error', exitCode: 1, lines: ['no database <i>'] },
        { pod: 'shop-frontend-7d9f-x2', container: 'app', reason: 'ErrImagePull', lines: [], problem: 'it has never run: no such image' },
      ],
      events: [{ at: '2026-11-24T10:01:00Z', type: 'Warning', reason: 'Unhealthy', object: 'Pod/x1', message: 'probe failed' }],
    },
  }
  await open()
  await page.getByRole('tab', { name: 'Attempts' }).click()
  await page.getByRole('button', { name: 'Details of 1.1.0, attempt 2' }).click()
  await page.getByText('no database <i>').waitFor()
  await page.getByText('it has never run: no such image').waitFor()
  await page.getByText('probe failed').waitFor()
  assert.equal(await page.locator('.chart').count(), 2)
  assert.ok(asked.some((one) => one.path === '/api/releases/default/shop/attempts/2'))
  await accessible('an open attempt')
})

test('one that only shows has no actions, and sends no token', async () => {
  current = { ...states.approval, actions: {} }
  await page.goto(base)
  await page.getByRole('link', { name: 'default/shop' }).click()
  await page.getByRole('heading', { name: 'Evidence' }).waitFor()
  assert.equal(await page.locator('.actions button').count(), 0)
  assert.ok(asked.every((one) => one.method === 'GET' && one.authorization === undefined))
  await accessible('without actions')
})

test('tabs follow the arrow keys', async () => {
  await open()
  await page.getByRole('tab', { name: 'Pods' }).focus()
  await page.keyboard.press('ArrowRight')
  assert.equal(await page.getByRole('tab', { name: 'Log' }).getAttribute('aria-selected'), 'true')
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('ArrowLeft')
  assert.equal(await page.getByRole('tab', { name: 'All objects' }).getAttribute('aria-selected'), 'true')
})

test('a thousand releases: those that need somebody first; search, filter and namespace', async () => {
  releases = many(1000)
  await page.goto(`${base}/#${TOKEN}`)
  await page.getByText('1,000 releases').waitFor()
  await picture('list-first-screen')
  assert.equal(await page.locator('tbody tr').count(), 100)
  assert.ok(await page.locator('tbody tr').first().evaluate((row) => row.classList.contains('person')))
  await page.getByRole('button', { name: 'Show 100 more' }).click()
  assert.equal(await page.locator('tbody tr').count(), 200)
  await page.getByLabel('Namespace').selectOption('team-03')
  await page.getByText('143 of 1,000 releases').waitFor()
  await page.getByRole('button', { name: /^Rolled back/ }).click()
  assert.deepEqual([...new Set(await page.locator('tbody .phase .badge').allTextContents())].toSorted(), ['✖RolledBack', '↩RollingBack'].toSorted())
  await page.getByRole('button', { name: /^All/ }).click()
  await page.getByLabel('Search').fill('0990 1.0.0')
  await page.getByText('1 of 1,000 releases').waitFor()
  await page.getByRole('link', { name: 'team-03/shop-0990' }).waitFor()
  await page.getByLabel('Search').fill('nothing')
  await page.getByText('No release matches.').waitFor()
  assert.deepEqual(problems, [])
})

// How is it, what does it wait for, what can be done: read without scrolling.
for (const [device, viewport] of Object.entries({ desktop: DESKTOP, phone: PHONE })) {
  test(`the first screen of a ${device} answers what is asked first`, async () => {
    await page.setViewportSize(viewport)
    await page.goto(`${base}/#${TOKEN}`)
    for (const [name, state] of Object.entries(states)) {
      current = state
      await page.goto(`${base}/#all`)
      await open()
      for (const part of ['.headline', '.head .waits', '.head .actions']) {
        for (const box of await page.locator(part).all()) {
          const { y, height } = (await box.boundingBox()) ?? { y: 0, height: 0 }
          assert.ok(y + height <= viewport.height, `${part} of ${name} ends at ${y + height}`)
        }
      }
      await picture(`first-screen-${device}-${name}`)
    }
  })
}

// One look at each state, a language, theme and device each in turn; all of them when there is time.
const looks = ['en', 'ko'].flatMap((locale) => ['light', 'dark'].flatMap((colorScheme) => Object.entries({ desktop: DESKTOP, phone: PHONE }).map(([device, viewport]) => ({ locale, colorScheme, device, viewport }))))
Object.keys({ ...states, list: 0 }).forEach((name, i) => {
  for (const { locale, colorScheme, device, viewport } of process.env.LONG ? looks : [looks[(i * 3) % looks.length]]) {
    test(`${name} can be read by all: ${locale}, ${colorScheme}, ${device}`, async () => {
      await page.addInitScript((chosen) => localStorage.setItem('orderapp-language', chosen), locale)
      await page.emulateMedia({ colorScheme })
      await page.setViewportSize(viewport)
      if (name === 'list') {
        releases = many(1000)
        await page.goto(`${base}/#${TOKEN}`)
        await page.locator('tbody tr').first().waitFor()
      } else {
        current = states[name]
        await open()
      }
      await fitsTheWidth(name)
      await accessible(name)
      await picture(`${name}-${locale}-${colorScheme}-${device}`)
      for (const tab of name === 'list' ? [] : await page.getByRole('tab').all()) {
        await tab.click()
        await fitsTheWidth(name)
      }
      if (name === 'rolledBack') await accessible('the tree')
      assert.deepEqual(problems, [])
    })
  }
})
