// Sends real shoppers to a stand-in shop and reads what they recorded.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { CANARY, Shop, STABLE } from './shop.mjs'

const RUN = fileURLToPath(new URL('../run', import.meta.url))
const PASSWORD = 'open sesame'

test('visits are recorded whole, each of one revision, and failures are none', async () => {
  const { of, shop } = await shopping({}, { RATE: '60', DURATION: '5s' })
  const visits = of('visit')
  assert.equal(visits.length, shop.visitors)
  assert.ok(visits.length >= 15, `only ${visits.length} visits in 5 s at 60 requests/s`)
  assert.deepEqual(new Set(visits.map((visit) => visit.pageRevision)), new Set([STABLE, CANARY]))
  assert.deepEqual(visits.filter((visit) => visit.mixed || visit.followed || visit.failed > 0), [])
  assert.deepEqual(of('request').filter((request) => request.outcome !== 'ok'), [])
  for (const visit of visits) {
    const requests = of('request').filter((request) => request.visitor === visit.visitor)
    assert.equal(requests.filter((request) => request.kind === 'file').length, visit.files)
    assert.ok(requests.some((request) => request.name === 'GET beacon.js'))
    assert.ok(requests.every((request) => request.kind === 'page' || request.revision === visit.pageRevision))
    assert.ok(requests.every((request) => request.at >= visit.at && request.at <= visit.until && request.ms >= 0))
  }
})

test('the page of each visitor who signed in says that it started', async () => {
  const { of, shop } = await shopping({}, { RATE: '60', DURATION: '2s' })
  assert.deepEqual(
    shop.pageReports.map(({ customer, revision }) => `${customer} ${revision}`).sort(),
    of('visit').map((visit) => `${visit.customer} ${visit.pageRevision}`).sort(),
  )
  assert.ok(shop.pageReports.every((report) => report.event === 'started'))
})

test('visitors who come again bring a bucket, and new ones get one', async () => {
  const { of } = await shopping({}, { RATE: '60', DURATION: '3s', RETURNING: '0.5' })
  assert.deepEqual(new Set(of('visit').map((visit) => visit.returning)), new Set([true, false]))
  assert.ok(of('visit').every((visit) => /^\d\d$/.test(visit.bucket)))
})

test('an order whose answer got lost is sent again with its key, and placed once', async () => {
  const { of, shop } = await shopping({ refuseOnce: true }, { RATE: '40', DURATION: '3s' })
  const placed = of('order').filter((order) => order.state === 'placed')
  assert.ok(placed.length > 0)
  assert.deepEqual(new Map(placed.map((order) => [order.key, { id: order.id, customer: order.customer }])), shop.orders)
  const tries = of('request').filter((request) => request.name === 'POST /api/orders')
  assert.deepEqual(tries.filter((request) => request.outcome === 'failed').map((request) => request.status), placed.map(() => 503))
  assert.deepEqual(tries.filter((request) => request.retried === 1).map((request) => request.status), placed.map(() => 200))
})

test('a visitor whose token got lost takes it from the refusal, and orders', async () => {
  const { of } = await shopping({ loseToken: true }, { RATE: '30', DURATION: '2s' })
  const visits = of('visit')
  assert.equal(of('order').filter((order) => order.state === 'placed').length, visits.length)
  assert.deepEqual(new Set(of('request').filter((request) => request.outcome !== 'ok').map((request) => request.name)), new Set(['GET /api/session']))
  const signIns = of('request').filter((request) => request.name === 'POST /api/session')
  assert.deepEqual(signIns.map((request) => request.status).sort(), [...visits.map(() => 200), ...visits.map(() => 403)])
})

test('a visitor whom a busy shop asks to come again does so, and orders', async () => {
  const { of } = await shopping({ busyFor: 3, comeAgain: 0.1 }, { RATE: '30', DURATION: '2s', CUSTOMERS: '1000000' })
  const visits = of('visit')
  assert.equal(of('order').filter((order) => order.state === 'placed').length, visits.length)
  assert.deepEqual(visits.filter((visit) => visit.failed > 0), [])
  const signIns = of('request').filter((request) => request.name === 'POST /api/session')
  assert.deepEqual(signIns.filter((request) => request.outcome === 'postponed').map((request) => request.status), visits.flatMap(() => [429, 429, 429]))
})

for (const [why, faults, times] of [['is busy for long', { busyFor: 1000, comeAgain: 0.1 }, 4], ['would have them wait for long', { busyFor: 1, comeAgain: 60 }, 1]]) {
  test(`a visitor gives up, and is counted, where the shop ${why}`, async () => {
    const { of } = await shopping(faults, { RATE: '30', DURATION: '2s', CUSTOMERS: '1000000' })
    const visits = of('visit')
    const signIns = of('request').filter((request) => request.name === 'POST /api/session')
    assert.deepEqual([signIns.length, signIns.filter((request) => request.outcome === 'failed').length], [visits.length * times, visits.length])
  })
}

test('nobody orders on a page whose order button does nothing, and no request fails', async () => {
  const { of } = await shopping({ deadOrderButton: CANARY, canaryShare: 0.5 }, { RATE: '60', DURATION: '3s' })
  const visits = of('visit')
  assert.deepEqual(new Set(visits.map((visit) => visit.pageRevision)), new Set([STABLE, CANARY]))
  assert.equal(of('order').filter((order) => order.state === 'placed').length, visits.filter((visit) => visit.pageRevision === STABLE).length)
  assert.deepEqual(of('request').filter((request) => request.outcome !== 'ok'), [])
})

test('visitors who do not mean to order send none', async () => {
  const { of } = await shopping({}, { RATE: '60', DURATION: '2s', ORDERING: '0' })
  assert.ok(of('visit').length > 0)
  assert.deepEqual(of('order'), [])
})

test('a rate that rises begins with few', async () => {
  const { of } = await shopping({}, { RATE: '100', RISE: '4s', DURATION: '1s' })
  const starts = of('visit').map((visit) => visit.at)
  const end = Math.max(...starts)
  const within = (from, until) => starts.filter((at) => at > end - from && at <= end - until).length
  assert.ok(within(2000, 0) > 1.3 * within(4000, 2000), `${starts}`)
})

test('a file of another revision makes a visit mixed, and says which file', async () => {
  const { of } = await shopping({ wrongFile: 'libraries-bbbb2222.js' }, { RATE: '30', DURATION: '2s' })
  for (const visit of of('visit')) {
    assert.equal(visit.mixed, true)
    assert.deepEqual(visit.mixedFiles.map((file) => file.name), ['GET libraries.js'])
  }
})

test('an API that moved on is followed, not mixed', async () => {
  const { of } = await shopping({ moveTo: CANARY, canaryShare: 0 }, { RATE: '30', DURATION: '2s' })
  for (const visit of of('visit')) {
    assert.deepEqual([visit.mixed, visit.followed], [false, true])
    assert.deepEqual(visit.apiRevisions.map((run) => run.revision), [CANARY])
  }
})

test('a file that no version has any more is missing, and cured by loading the page anew', async () => {
  const { of } = await shopping({ lackFile: 'CartView-cccc3333.js' }, { RATE: '30', DURATION: '2s' })
  const missing = of('request').filter((request) => request.outcome === 'missing')
  assert.ok(missing.length > 0)
  assert.ok(missing.every((request) => request.path.endsWith('/CartView-cccc3333.js')))
  assert.equal(of('visit').reduce((sum, visit) => sum + visit.reloads, 0), missing.length)
})

test('a shop that is not there fails as status 0 with the reason', async () => {
  const shop = await new Shop().start()
  await shop.stop()
  const { of } = await recordsOf(shop, { BASE_URL: shop.url, RATE: '30', DURATION: '1s' })
  assert.ok(of('request').length > 0)
  for (const request of of('request')) {
    assert.deepEqual([request.status, request.outcome], [0, 'failed'])
    assert.match(request.error, /refused/)
  }
})

for (const signal of ['SIGINT', 'SIGTERM']) {
  test(`stopped by ${signal} in the middle, every order is accounted for and nothing counts as failed`, async () => {
    const { of, shop } = await shopping({ slow: 200 }, { RATE: '60', DURATION: '10m' }, (run) => {
      run.shop.onOrder = () => run.shop.orders.size === 5 && run.process.kill(signal)
    })
    const states = (state) => of('order').filter((order) => order.state === state).map((order) => order.key)
    assert.ok(states('placed').every((key) => shop.orders.has(key)))
    assert.ok([...shop.orders.keys()].every((key) => states('sent').includes(key)))
    assert.deepEqual(of('request').filter((request) => request.outcome !== 'ok'), [])
  })
}

test('of two entrances each visitor has one', async () => {
  const other = await new Shop({}).start()
  try {
    const { of, shop } = await shopping({}, { RATE: '60', DURATION: '3s' }, undefined, other)
    assert.ok(shop.visitors > 0 && other.visitors > 0, `${shop.visitors} and ${other.visitors} visitors`)
    assert.equal(of('visit').length, shop.visitors + other.visitors)
    assert.deepEqual(of('visit').filter((visit) => visit.mixed || visit.failed > 0), [])
  } finally {
    await other.stop()
  }
})

test('what a run needs is said in one sentence', async () => {
  const { said, code } = await ran({ BASE_URL: '', PASSWORD }, '/dev/null')
  assert.equal(code, 64)
  assert.match(said, /set BASE_URL to the address of the shop/)
})

async function shopping(faults, settings, whileRunning, ...otherEntrances) {
  const shop = await new Shop(faults).start()
  try {
    const BASE_URL = [shop, ...otherEntrances].map((entrance) => entrance.url).join(',')
    return await recordsOf(shop, { BASE_URL, ...settings }, whileRunning)
  } finally {
    await shop.stop()
  }
}

async function recordsOf(shop, settings, whileRunning) {
  const folder = mkdtempSync(join(tmpdir(), 'order-load-'))
  const file = join(folder, 'records.jsonl')
  const { code, said } = await ran({ PASSWORD, LINGERING: '0', ...settings }, file, (process) => whileRunning?.({ shop, process }))
  assert.ok(existsSync(file), `no records; exit ${code}: ${said}`)
  const records = readFileSync(file, 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line))
  rmSync(folder, { recursive: true })
  return { shop, of: (type) => records.filter((record) => record.type === type) }
}

async function ran(settings, file, whileRunning) {
  const run = spawn(RUN, [file], { env: { ...process.env, ...settings } })
  let said = ''
  run.stdout.on('data', (text) => (said += text))
  run.stderr.on('data', (text) => (said += text))
  whileRunning?.(run)
  const code = await new Promise((resolve) => run.once('close', resolve))
  return { code, said }
}
