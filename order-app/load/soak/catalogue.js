// Visitors of a large catalogue: lists, categories, searches and single products, at a fixed rate whatever the shop's pace.
import exec from 'k6/execution'
import http from 'k6/http'
import { Counter, Trend } from 'k6/metrics'
import { BASE_URL, DURATION, RATE } from '../settings.js'

const FIRST_ID = Number(__ENV.FIRST_ID)
const PRODUCTS = Number(__ENV.PRODUCTS)
// Common and rare words, several together, Korean parts of words, and one that nothing has.
const WORDS = ['oak', 'b', 'lamp', 'blue mug', 'mug 4711', '머그', '무', 'nothinghasit']

const LOOKS = {
  product: () => `/api/products/${FIRST_ID + Math.floor(Math.random() * PRODUCTS)}`,
  list: () => `/api/products?page=${Math.floor(Math.random() * 80)}`,
  'far list': () => `/api/products?page=${Math.floor((Math.random() * PRODUCTS) / 12)}`,
  'list by price': () => `/api/products?sort=price&page=${Math.floor(Math.random() * 80)}`,
  category: () => `/api/products?category=${['kitchen', 'desk', 'home'][Math.floor(Math.random() * 3)]}&page=${Math.floor(Math.random() * 10)}`,
  search: () => `/api/products?query=${encodeURIComponent(WORDS[Math.floor(Math.random() * WORDS.length)])}`,
}
const KINDS = Object.keys(LOOKS)

const all = new Trend('all', true)
const times = Object.fromEntries(KINDS.map((kind) => [kind, new Trend(kind.replaceAll(' ', '_'), true)]))
const failures = new Counter('failures')

export const options = {
  scenarios: {
    visitors: { executor: 'constant-arrival-rate', rate: RATE, timeUnit: '1s', duration: DURATION, preAllocatedVUs: 50, maxVUs: 400 },
  },
  systemTags: [],
  summaryTrendStats: ['count', 'med', 'p(95)', 'p(99)', 'max'],
}

export default function () {
  const kind = KINDS[exec.scenario.iterationInTest % KINDS.length]
  const answer = http.get(BASE_URL + LOOKS[kind](), { headers: { Accept: 'application/json', 'Accept-Encoding': 'gzip' } })
  if (answer.status !== 200) {
    failures.add(1)
  }
  all.add(answer.timings.duration)
  times[kind].add(answer.timings.duration)
}

export function handleSummary({ metrics }) {
  const row = (name) => {
    const { count, med, 'p(95)': p95, 'p(99)': p99, max } = metrics[name].values
    return `  ${name.padEnd(14)} ${[count, ...[med, p95, p99, max].map((millis) => millis.toFixed(1))].map((cell) => String(cell).padStart(9)).join('')}`
  }
  const left = metrics.dropped_iterations ? metrics.dropped_iterations.values.count : 0
  const failed = metrics.failures ? metrics.failures.values.count : 0
  const rows = [...KINDS.map((kind) => row(kind.replaceAll(' ', '_'))), row('all')]
  const slow = metrics.all.values['p(99)'] > 100
  return {
    stdout: `  ${'ms'.padEnd(14)}    answers   median      p95      p99      max
${rows.join('\n')}
  ${failed} failed, ${left} left out because too many were waiting: p99 ${slow ? 'above' : 'within'} 100 ms
`,
  }
}
