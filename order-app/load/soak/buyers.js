// Buyers in a hurry: each signs in once and then orders without a pause, often the same order twice at the same moment, as
// a double click or an impatient network does. Records orders as README.md of the folder above tells.
import exec from 'k6/execution'
import http from 'k6/http'
import { Counter, Trend } from 'k6/metrics'
import { BASE_URL, DURATION, PASSWORD } from '../settings.js'
import { record } from '../records.js'

const BUYERS = Number(__ENV.BUYERS || 20)
/** Share of orders that are sent twice at once. */
const DOUBLED = 0.3
/** Share of turns that look at a list of products instead. */
const BROWSING = 0.4

const orders = new Counter('shop_orders')
const refused = new Counter('shop_refused')
const failures = new Counter('shop_failures')
const orderTime = new Trend('shop_order', true)
const browseTime = new Trend('shop_browse', true)

export const options = {
  scenarios: { buyers: { executor: 'constant-vus', vus: BUYERS, duration: DURATION, gracefulStop: '30s' } },
  // A buyer stays signed in.
  noCookiesReset: true,
  systemTags: [],
  summaryTrendStats: ['med', 'p(95)', 'p(99)', 'max'],
}

let products

export default function () {
  if (!products) {
    products = enter()
  } else if (Math.random() < BROWSING) {
    browse()
  } else {
    order()
  }
}

function enter() {
  expect([200, 401], get('/api/session'))
  const email = `shopper${String(exec.vu.idInTest).padStart(4, '0')}@example.test`
  expect([200], post('/api/session', { email, password: PASSWORD }))
  return expect([200], get('/api/products?page=0')).json('items').map((product) => product.id)
}

function browse() {
  const answer = expect([200], get(`/api/products?query=${['', 'mug', 'pan', 'te'][exec.scenario.iterationInTest % 4]}`))
  browseTime.add(answer.timings.duration)
}

function order() {
  const key = crypto.randomUUID()
  const items = chosen().map((productId) => ({ productId, quantity: 1 + Math.floor(Math.random() * 3) }))
  record('order', { at: Date.now(), state: 'sent', key, items })
  const body = JSON.stringify({ items })
  const parameters = { headers: headers({ 'Idempotency-Key': key }) }
  const request = ['POST', `${BASE_URL}/api/orders`, body, parameters]
  const answers = http.batch(Math.random() < DOUBLED ? [request, request] : [request])
  answers.forEach((answer) => orderTime.add(answer.timings.duration))
  record('order', { at: Date.now(), key, ...verdict(answers) })
}

/** What the answers to one order say together. */
function verdict(answers) {
  const placed = answers.filter(({ status }) => status === 200 || status === 201)
  const ids = new Set(placed.map((answer) => answer.json('id')))
  if (ids.size > 1) {
    return { state: 'doubled', ids: [...ids] }
  }
  if (ids.size === 1) {
    orders.add(1)
    return { state: 'placed', id: [...ids][0] }
  }
  answers.forEach((answer) => expect([409], answer))
  refused.add(1)
  return { state: answers.every(({ status }) => status === 409) ? 'refused' : 'unknown' }
}

/** One to three products, in any order: buyers of the same ones must not block each other. */
function chosen() {
  const shuffled = products.map((id) => [Math.random(), id]).sort(([one], [other]) => one - other)
  return shuffled.slice(0, 1 + Math.floor(Math.random() * 3)).map(([, id]) => id)
}

function get(path) {
  return http.get(BASE_URL + path, { headers: { Accept: 'application/json' } })
}

function post(path, body) {
  return http.post(BASE_URL + path, JSON.stringify(body), { headers: headers() })
}

function headers(more) {
  const [token] = http.cookieJar().cookiesForURL(`${BASE_URL}/`)['XSRF-TOKEN'] || []
  return { Accept: 'application/json', 'Content-Type': 'application/json', 'X-XSRF-TOKEN': token || '', ...more }
}

function expect(statuses, answer) {
  if (!statuses.includes(answer.status)) {
    failures.add(1)
    record('failure', { at: Date.now(), status: answer.status, url: answer.url, body: String(answer.body).slice(0, 300), error: answer.error })
  }
  return answer
}

export function handleSummary({ metrics }) {
  const count = (name) => (metrics[name] ? metrics[name].values.count : 0)
  const times = (name) => {
    const { med = 0, 'p(99)': p99 = 0, max = 0 } = metrics[name] ? metrics[name].values : {}
    return `median ${med.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms, max ${max.toFixed(0)} ms`
  }
  return {
    stdout: `  ${count('shop_orders')} orders placed, ${count('shop_refused')} refused for want of stock, ${count('shop_failures')} answers that should not be
  order: ${times('shop_order')}
  list:  ${times('shop_browse')}
`,
  }
}
