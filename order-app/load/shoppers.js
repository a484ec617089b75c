// Shoppers: each iteration is a visitor who opens the page, signs in, looks around, orders, and looks at the order.
// Run by `run`; README.md tells the settings and what is recorded.
import { sleep } from 'k6'
import exec from 'k6/execution'
import { Counter } from 'k6/metrics'
import { CUSTOMERS, DURATION, LINGERING, ORDERING, PASSWORD, RATE, REQUESTS_PER_VISIT, RETURNING, RISE } from './settings.js'
import { record } from './records.js'
import { RunStopped, Visitor } from './visitor.js'

const VISITS_PER_SECOND = RATE / REQUESTS_PER_VISIT
/** The executor takes whole numbers only. */
const VISITS_PER_100_SECONDS = Math.max(1, Math.round(VISITS_PER_SECOND * 100))
/** How long a visit takes, pauses included, when the shop is quick. */
const VISIT_SECONDS = 3
/** The page's own pauses before it sends an order again. */
const RETRY_AFTER_SECONDS = [0.5, 1.5]
const SEARCHES = ['', 'a', 'e', 'tea', 'bag']

const visits = new Counter('shop_visits')
const mixedVisits = new Counter('shop_mixed_visits')
const followedVisits = new Counter('shop_followed_visits')
const orders = new Counter('shop_orders')

export const options = {
  scenarios: {
    shoppers: {
      executor: 'ramping-arrival-rate',
      timeUnit: '100s',
      startRate: RISE ? 0 : VISITS_PER_100_SECONDS,
      stages: [...(RISE ? [{ duration: RISE, target: VISITS_PER_100_SECONDS }] : []), { duration: DURATION, target: VISITS_PER_100_SECONDS }],
      preAllocatedVUs: Math.ceil(VISITS_PER_SECOND * VISIT_SECONDS) + 5,
      // Enough for visits that wait for a shop that hangs.
      maxVUs: Math.ceil(VISITS_PER_SECOND * 40) + 10,
      gracefulStop: '60s',
    },
  },
  // Every visitor opens connections of their own, as a browser does, and keeps them for the visit.
  noVUConnectionReuse: true,
  discardResponseBodies: true,
  // Judged by whoever reads the records; k6's own figures are only for the summary.
  systemTags: [],
  summaryTrendStats: ['med', 'p(95)', 'max'],
}

export default function () {
  try {
    visit()
  } catch (error) {
    if (!(error instanceof RunStopped)) {
      throw error
    }
  }
}

function visit() {
  const id = exec.scenario.iterationInTest + 1
  const visitor = new Visitor(id)
  const customer = `shopper${String(1 + Math.floor(Math.random() * CUSTOMERS)).padStart(4, '0')}@example.test`
  // Returning visitors are spread evenly over time and buckets, rather than at random: so the split of a step of half a
  // minute can be told within a point or two. (61 has no divisor in common with 100.)
  const nth = Math.floor(id * RETURNING)
  const returning = nth > Math.floor((id - 1) * RETURNING)
  const lingering = Math.random() < LINGERING
  const at = Date.now()
  if (returning) {
    visitor.rememberBucket((nth * 61) % 100)
  }
  if (visitor.open()) {
    shop(visitor, customer, lingering)
  }
  recordVisit(visitor, { at, customer, returning, lingering })
}

function shop(visitor, customer, lingering) {
  const signedIn = signIn(visitor, customer)
  const products = browse(visitor)
  pause(0.1, 0.4)
  visitor.openLater(2)
  if (lingering) {
    pause(5, 20)
    visitor.openLater(3)
    browse(visitor)
  }
  // Who could not sign in cannot order: the page offers it to nobody.
  if (signedIn && products.length > 0 && Math.random() < ORDERING && visitor.findOrderButton()) {
    order(visitor, customer, products)
  }
}

/** Returns whether it worked. */
function signIn(visitor, customer) {
  // Nobody is signed in yet, and says so; the answer brings the token against request forgery.
  visitor.call('GET', '/api/session', { expected: [200, 401] })
  const answer = visitor.call('POST', '/api/session', { body: { email: customer, password: PASSWORD } })
  const signedIn = answer.status === 200
  if (signedIn) {
    // What the page says once it runs and knows that somebody is signed in.
    visitor.call('POST', '/api/page', { body: { event: 'started' }, expected: [204] })
  }
  return signedIn
}

/** Looks at all products and searches for some; returns those that can be ordered. */
function browse(visitor) {
  const all = visitor.call('GET', '/api/products?query=&page=0', { name: '/api/products' })
  pause(0.1, 0.4)
  const search = SEARCHES[visitor.id % SEARCHES.length]
  visitor.call('GET', `/api/products?query=${search}&page=0`, { name: '/api/products' })
  return all.status === 200 ? all.json('items').filter((product) => product.stock > 0) : []
}

function order(visitor, customer, products) {
  const key = crypto.randomUUID()
  const items = [{ productId: pick(products).id, quantity: 1 + Math.floor(Math.random() * 3) }]
  const intended = { visitor: visitor.id, customer, key }
  // Before it is sent: whatever happens to the run now, nobody can take this order for one that nobody wanted.
  record('order', { at: Date.now(), state: 'sent', ...intended })
  const answer = placeUntilSettled(visitor, key, items)
  const placed = answer.status === 200 || answer.status === 201
  const id = placed ? answer.json('id') : undefined
  record('order', { at: Date.now(), state: placed ? 'placed' : isUnsettled(answer) ? 'unknown' : 'refused', ...intended, id })
  if (placed) {
    orders.add(1)
    pause(0.1, 0.4)
    visitor.call('GET', `/api/orders/${id}`, { name: '/api/orders/{id}' })
  }
}

/** Sends the same order with the same key again, as the page does, while it is unknown whether it arrived. */
function placeUntilSettled(visitor, key, items) {
  const send = (retried) =>
    visitor.call('POST', '/api/orders', {
      body: { items },
      headers: { 'Idempotency-Key': key },
      expected: [200, 201, 409],
      retried,
    })
  let answer = send(0)
  for (let retried = 0; retried < RETRY_AFTER_SECONDS.length && isUnsettled(answer); retried++) {
    sleep(RETRY_AFTER_SECONDS[retried])
    answer = send(retried + 1)
  }
  return answer
}

function isUnsettled(answer) {
  return answer.status === 0 || answer.status >= 500
}

/**
 * A visit is mixed if the page got a file of another revision, or if the API went back to a revision that it had left.
 * It followed if the API, from some moment on, was of another revision: right only where a promotion or a rollback took
 * the page's own version away, which is for the reader of the records to tell, by the time.
 */
function recordVisit(visitor, visit) {
  const pageRevision = visitor.page ? visitor.page.revision : ''
  const mixedFiles = visitor.fileAnswers.filter((answer) => answer.revision !== pageRevision)
  const apiRevisions = runsOf(visitor.apiAnswers)
  const returned = apiRevisions.length > new Set(apiRevisions.map((run) => run.revision)).size
  const mixed = mixedFiles.length > 0 || returned
  const followed = !mixed && apiRevisions.some((run) => run.revision !== pageRevision)
  visits.add(1)
  mixedVisits.add(mixed ? 1 : 0)
  followedVisits.add(followed ? 1 : 0)
  record('visit', {
    ...visit,
    until: Date.now(),
    visitor: visitor.id,
    bucket: visitor.bucket,
    pageRevision,
    files: visitor.fileAnswers.length,
    apiCalls: visitor.apiAnswers.length,
    mixed,
    followed,
    apiRevisions,
    ...(mixedFiles.length > 0 && { mixedFiles }),
    ...visitor.tally,
  })
}

/** Answers in a row of one revision, as {revision, from (the first one's time), count}. */
function runsOf(answers) {
  const runs = []
  for (const { revision, at } of answers) {
    const last = runs[runs.length - 1]
    if (last && last.revision === revision) {
      last.count += 1
    } else {
      runs.push({ revision, from: at, count: 1 })
    }
  }
  return runs
}

function pick(list) {
  return list[Math.floor(Math.random() * list.length)]
}

function pause(least, most) {
  sleep(least + Math.random() * (most - least))
}

export function handleSummary({ metrics }) {
  const total = (name) => (metrics[name] ? metrics[name].values.count : 0)
  const line = [
    `${total('shop_visits')} visits (${total('shop_mixed_visits')} mixed, ${total('shop_followed_visits')} followed another revision)`,
    `${total('shop_requests')} requests (${total('shop_failures')} failed or missing, ${total('shop_postponed')} postponed)`,
    `${total('shop_orders')} orders placed`,
    `${total('dropped_iterations')} visits left out because too many were waiting`,
  ].join(', ')
  return { stdout: `${line}\n` }
}
