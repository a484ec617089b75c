// Signed-in users who open the page in a real browser, one after the other, until told to leave: here the page's scripts run. Writes a
// line of JSON per visit, as order-app/load/README.md describes a request of kind "page"; it failed if a script of the page did.
//   BASE_URL=http://… HOST=… PASSWORD=… node test/e2e/browsers.mjs RECORDS.jsonl
// HOST: the shop's name, which need not be known to DNS. CHROMIUM: the program, /usr/bin/chromium when absent.
import { createWriteStream } from 'node:fs'
import { createRequire } from 'node:module'
import { setTimeout as pause } from 'node:timers/promises'
import { signIn } from './session.mjs'

const { chromium } = createRequire(new URL('../../order-app/frontend/package.json', import.meta.url))('playwright-core')

const CUSTOMERS = 500
/** Two at a time keep a core of the machine free for the shop. */
const USERS_AT_ONCE = 2
const SECONDS_BETWEEN_VISITS = 0.5
/** The page gives up waiting for its own start before. Nothing a visit waits for takes longer, so that nobody stays who was told to leave. */
const REPORT_WITHIN_MS = 20_000
const REVISION_HEADER = 'x-order-app-revision'

const base = new URL(required('BASE_URL'))
const host = required('HOST')
const password = required('PASSWORD')
const records = createWriteStream(process.argv[2] ?? fail('say where to write the records: browsers.mjs RECORDS.jsonl'))

let leaving = false
let customers = 0
for (const signal of ['SIGTERM', 'SIGINT']) {
  process.on(signal, () => (leaving = true))
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
  // Chromium's own sandbox refuses to work for root.
  args: [`--host-resolver-rules=MAP ${host} ${base.host}`, ...(process.getuid() === 0 ? ['--no-sandbox'] : [])],
  handleSIGINT: false,
  handleSIGTERM: false,
})
await Promise.all(Array.from({ length: USERS_AT_ONCE }, visits))
await browser.close()
records.end()

async function visits() {
  while (!leaving) {
    const customer = `shopper${String(1 + (customers++ % CUSTOMERS)).padStart(4, '0')}@example.test`
    try {
      await visit(customer)
    } catch (error) {
      // What kept a visit from being one says nothing about the page; a shop that can't be visited has no evidence, which the tests see.
      console.error(`${new Date().toISOString()} ${customer}: ${error.message}`)
    }
    await pause(SECONDS_BETWEEN_VISITS * 1000)
  }
}

/** Opens the page as somebody who signed in earlier, and stays until it has told the shop how it went. */
async function visit(customer) {
  const cookies = await signIn({ base, host }, { email: customer, password })
  const context = await browser.newContext()
  try {
    await context.addCookies([...cookies].map(([name, value]) => ({ name, value, url: `http://${host}` })))
    const page = await context.newPage()
    const errors = []
    page.on('pageerror', (error) => errors.push(error.message))
    const at = Date.now()
    const report = page.waitForResponse((answer) => new URL(answer.url()).pathname === '/api/page', { timeout: REPORT_WITHIN_MS })
    const [answer, reported] = await Promise.all([page.goto(`http://${host}/`, { timeout: REPORT_WITHIN_MS }), report.catch(() => undefined)])
    record({ at, answer, reported, errors })
  } finally {
    await context.close()
  }
}

function record({ at, answer, reported, errors }) {
  const revision = answer.headers()[REVISION_HEADER] ?? ''
  const failed = answer.status() !== 200 || errors.length > 0
  const report = reported ? `${reported.request().postData()} answered ${reported.status()}` : 'no report'
  const line = {
    type: 'request',
    at,
    ms: Date.now() - at,
    kind: 'page',
    name: 'GET /',
    status: answer.status(),
    outcome: failed ? 'failed' : 'ok',
    revision,
    pageRevision: revision,
    error: [...errors, report].join('; '),
  }
  records.write(JSON.stringify(line) + '\n')
}

function required(name) {
  return process.env[name] || fail(`set ${name}`)
}

function fail(message) {
  console.error(`browsers: ${message}`)
  process.exit(64)
}
