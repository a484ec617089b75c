// Looks at a shop at a fixed rate whatever its pace, one kind after the other, and tells how long each kind took.
import exec from 'k6/execution'
import http from 'k6/http'
import { Counter, Trend } from 'k6/metrics'
import { BASE_URL, DURATION, RATE } from '../settings.js'

/** As the product's goal says, milliseconds. */
const GOAL = 100

export const options = {
  scenarios: {
    visitors: { executor: 'constant-arrival-rate', rate: RATE, timeUnit: '1s', duration: DURATION, preAllocatedVUs: 50, maxVUs: 400 },
  },
  systemTags: [],
  summaryTrendStats: ['count', 'med', 'p(95)', 'p(99)', 'max'],
}

/** @param looks for each kind, a function that says which path is asked for */
export function measured(looks) {
  const kinds = Object.keys(looks)
  const all = new Trend('all', true)
  const times = Object.fromEntries(kinds.map((kind) => [kind, new Trend(metric(kind), true)]))
  const failures = new Counter('failures')

  function look(headers = {}) {
    const kind = kinds[exec.scenario.iterationInTest % kinds.length]
    const answer = http.get(BASE_URL + looks[kind](), { headers: { Accept: 'application/json', 'Accept-Encoding': 'gzip', ...headers } })
    if (answer.status !== 200) {
      failures.add(1)
    }
    all.add(answer.timings.duration)
    times[kind].add(answer.timings.duration)
  }

  function handleSummary({ metrics }) {
    const row = (name) => {
      const { count, med, 'p(95)': p95, 'p(99)': p99, max } = metrics[metric(name)].values
      return `  ${name.padEnd(26)} ${[count, ...[med, p95, p99, max].map((millis) => millis.toFixed(1))].map((cell) => String(cell).padStart(9)).join('')}`
    }
    const left = metrics.dropped_iterations ? metrics.dropped_iterations.values.count : 0
    const failed = metrics.failures ? metrics.failures.values.count : 0
    const slow = kinds.filter((kind) => metrics[metric(kind)].values['p(99)'] > GOAL)
    return {
      stdout: `  ${'ms'.padEnd(26)}    answers   median      p95      p99      max
${[...kinds, 'all'].map(row).join('\n')}
  ${failed} failed, ${left} left out because too many were waiting; p99 above ${GOAL} ms: ${slow.join(', ') || 'none'}
`,
    }
  }

  return { look, handleSummary }
}

/** k6 allows few signs in names. */
function metric(kind) {
  return kind.replaceAll(/\W/g, '_')
}
