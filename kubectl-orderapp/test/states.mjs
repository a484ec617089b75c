// The states in which a release can be seen, made of what the server sends of one at its first step (ReleaseDetailsTest holds it to that file).
import { readFile } from 'node:fs/promises'

export const atFirstStep = JSON.parse(await readFile(new URL('../src/test/resources/dev/orderapp/kubectl/dashboard/details.json', import.meta.url)))

const { summary, steps, metrics, actions, newest } = atFirstStep
const at = (states) => steps.map((step, i) => ({ ...step, state: states[i], heldSeconds: states[i] === 'RUNNING' ? 42 : null, eventsNeeded: null }))
const waiting = (reason, message, until = null) => ({ reason, message, since: '2026-11-24T10:00:00Z', until })
const pause = { pause: actions.pause }
const failed = { ...summary.canary, since: '2026-11-24T10:01:34Z' }
const said =
  'server-errors: canary 21 of 512 (4.1 %), stable 4 of 1,210 (0.3 %); odds 250:1 that it is worse; rolled back at weight 30 after 94 s'

const marker = (at, kind, name, more = {}) => ({ at, kind, name, ...more })
const rollback = [
  marker(154.3, 'Ending', 'AnalysisFailed', { outcome: 'RolledBack', message: said }),
  marker(154.3, 'Phase', 'RollingBack'),
  marker(154.4, 'Barrier', 'RemovingRoute'),
  marker(155.1, 'Barrier', 'Draining'),
  marker(165.4, 'Phase', 'RolledBack'),
]

/** A course of so many points at which the canary gets worse, or does not. */
function course(points, bad, markers) {
  const t = Array.from({ length: points }, (_, i) => 64 + (i * 90) / (points - 1))
  const [server, slow] = newest.course.metrics
  const wilson = (b, n) => {
    const [p, z] = [b / n, 1.959964]
    const middle = (p + (z * z) / (2 * n)) / (1 + (z * z) / n)
    const half = (z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n))) / (1 + (z * z) / n)
    return [Math.max(0, middle - half), middle + half]
  }
  const side = (perPoint, share) => {
    const total = t.map((_, i) => i * perPoint)
    const counted = total.map((n) => Math.floor(n * share))
    const bounds = total.map((n, i) => (n ? wilson(counted[i], n) : [null, null]))
    return { total, bad: counted, low: bounds.map(([low]) => low), high: bounds.map(([, high]) => high) }
  }
  const odds = (most) => t.map((_, i) => (most * i) / (points - 1))
  const metric = (base, share, most, letters) => ({
    ...base,
    canary: side(13, share),
    stable: side(30, 0.003),
    ratio: odds(most),
    aboveCeiling: odds(most / 3),
    verdict: letters.padEnd(points, letters.at(-1)),
  })
  return {
    ...newest.course,
    points: { t, step: t.map(() => 0), set: t.map(() => 30), observed: t.map((_, i) => (i ? 29 + (i % 3) : null)) },
    metrics: [metric(server, bad, bad > 0.01 ? 5.4 : 0.9, bad > 0.01 ? `NTTPP${'P'.repeat(points - 6)}W` : 'NTTPP'), metric(slow, 0, 0, 'NTTTT')],
    markers,
  }
}

const started = newest.course.markers
const recorded = (points, bad, markers) => ({ ...newest, course: course(points, bad, markers) })

const attempts = [
  {
    version: '1.1.0',
    entry: {
      revision: '7d9f',
      attempt: 2,
      outcome: 'RolledBack',
      reason: 'AnalysisFailed',
      message: said,
      backend: 'acme/order-backend:1.1.0',
      startedAt: '2026-11-24T09:59:00Z',
      decidedAt: '2026-11-24T10:01:34Z',
      finishedAt: '2026-11-24T10:01:45Z',
    },
  },
  ...atFirstStep.history,
]

function rest(more = {}) {
  return {
    ...atFirstStep,
    summary: { ...summary, phase: 'Stable', step: null, weight: null, observedWeight: null, canary: null, waiting: null, ...more },
    steps: at(['DONE', 'DONE', 'DONE']),
    explanation: '1.0.0 (revision 4c21) serves everybody.\n',
    versions: atFirstStep.versions.filter((version) => version.role === 'stable'),
    newest: recorded(40, 0.002, [
      ...started,
      marker(154, 'Ending', 'AllStepsPassed', { outcome: 'Promoted', message: 'all steps passed' }),
    ]),
    lookedAt: null,
    actions: { ...pause, restart: { value: '4c21', effect: 'a new revision of the same images starts beside 4c21' } },
  }
}

const worse = {
  ...metrics[0],
  verdict: 'FAIL',
  reason: 'WorseThanStable',
  message: 'canary 21 of 512 (4.1 %), stable 4 of 1,210 (0.3 %); odds 250:1 that it is worse',
  canary: { bad: 21, total: 512, share: 0.041, low: 0.027, high: 0.062, shareText: '4.1 %', lowText: '2.7 %', highText: '6.2 %' },
  ratio: { peak: 5.53, threshold: 5.298, peakText: '250:1', thresholdText: '200:1' },
}

const rolledBack = {
  ...rest({ phase: 'RolledBack', failed, waiting: waiting('Retry', '1.1.0 (revision 7d9f) was rolled back: mend the cause, then retry') }),
  steps: at(['FAILED', 'AHEAD', 'AHEAD']),
  metrics: [worse, metrics[1]],
  explanation: [
    '1.1.0 (revision 7d9f) was rolled back at 2026-11-24T10:01:34Z, 94 s after its start.',
    `Why: ${said}.`,
    'Images: acme/order-backend:1.1.0, acme/order-frontend:1.1.0.',
    'In numbers: server-errors were 21 of 512 (4.1 %) of the new version and 4 of 1,210 (0.3 %) of the old one beside it. The odds against it are 250:1; at 200:1 a release is rolled back, which happens to a version as good as the old one in at most one release of 200.',
    'Now: 1.0.0 (revision 4c21) serves all visitors.',
    'What to do: fix it and release the fix (start with its Pods’ log of that minute); if the cause lay elsewhere, `kubectl orderapp retry shop`.\n',
  ].join('\n'),
  newest: recorded(40, 0.04, [...started, ...rollback]),
  history: attempts,
  actions: { retry: { value: '7d9f/1', effect: 'revision 7d9f is tried once more, from its first step (30 % of the visitors)' }, undo: { value: 'x', effect: 'the release asks for acme/order-backend:1.0.0 again' }, ...pause },
}

const hold = waiting('Hold', 'step 1 of 3 holds for 5m', '2026-11-24T10:05:00Z')

/** By name: what the server sends of a release. */
export const states = {
  initializing: {
    ...rest({ phase: 'Initializing', waiting: waiting('Pods', 'the Pods of 1.0.0 (revision 4c21) are not ready', '2026-11-24T10:10:00Z') }),
    newest: null,
    metrics: [],
    history: [],
    steps: at(['AHEAD', 'AHEAD', 'AHEAD']),
  },
  rest: rest(),
  preparing: {
    ...atFirstStep,
    summary: { ...summary, phase: 'Preparing', step: null, weight: 0, observedWeight: null, waiting: waiting('Pods', '1.1.0 (revision 7d9f) has 1 of 2 Pods ready', '2026-11-24T10:10:00Z') },
    steps: at(['AHEAD', 'AHEAD', 'AHEAD']),
    metrics: [],
    newest: { ...newest, course: null },
    actions: { abort: actions.abort, ...pause },
  },
  progressing: { ...atFirstStep, summary: { ...summary, waiting: hold }, newest: recorded(30, 0.002, started) },
  approval: {
    ...atFirstStep,
    summary: { ...summary, step: 1, weight: 50, observedWeight: 51, waiting: waiting('Approval', 'step 2 of 3 waits for a person: `kubectl orderapp promote shop`') },
    steps: at(['DONE', 'RUNNING', 'AHEAD']),
    newest: recorded(60, 0.002, [...started, marker(100, 'Step', '1', { weight: 50 }), marker(140, 'Wait', 'Approval')]),
  },
  promoting: {
    ...atFirstStep,
    summary: { ...summary, phase: 'Promoting', step: null, weight: 100, observedWeight: 100, waiting: waiting('Drain', 'the data plane follows the stable Services to 1.1.0 (revision 7d9f)', '2026-11-24T10:02:00Z') },
    steps: at(['DONE', 'DONE', 'DONE']),
    newest: recorded(60, 0.002, [...started, marker(100, 'Step', '1', { weight: 50 }), marker(140, 'Phase', 'Promoting'), marker(141, 'Barrier', 'SwitchingStable')]),
    actions: { abort: actions.abort, ...pause },
  },
  rollingBack: {
    ...rolledBack,
    summary: { ...summary, phase: 'RollingBack', step: null, weight: 0, observedWeight: 29, waiting: waiting('Route', 'the canary routes go') },
    explanation: 'Revision 7d9f is rolled back.\n',
    newest: recorded(40, 0.04, [...started, ...rollback.slice(0, 3)]),
    actions: pause,
  },
  rolledBack,
  refused: {
    ...rest({ blocked: 'the API server refused Deployment shop-backend-7d9f: exceeded quota: team, requested: cpu=2, used: cpu=7, limited: cpu=8', waiting: waiting('Spec', 'the API server refused Deployment shop-backend-7d9f: exceeded quota') }),
    explanation: 'Not Applied: the API server refused Deployment shop-backend-7d9f: exceeded quota: team, requested: cpu=2, used: cpu=7, limited: cpu=8.\n',
    events: [{ at: '2026-11-24T10:00:00Z', type: 'Warning', reason: 'Refused', message: 'exceeded quota: team', count: 12 }],
  },
  paused: { ...atFirstStep, summary: { ...summary, paused: true, waiting: waiting('Pause', 'the release is paused') }, actions: { abort: actions.abort, resume: { value: 'false', effect: 'the release goes on where it was paused' } } },
  unreadable: { ...rolledBack, newest: { attempt: 2, course: null, failure: null, problem: 'you may not read ConfigMap shop-course-2 in namespace default: forbidden' }, forbidden: ['Pods', 'Events'], versions: [], events: [] },
  unseen: {
    ...rest({ phase: 'Unseen', since: null, stable: null }),
    explanation: 'Shop has not been seen by the operator yet.\nWhat to do: check whether the operator runs, and whether it watches namespace default.\n',
    steps: at(['AHEAD', 'AHEAD', 'AHEAD']),
    versions: [],
    metrics: [],
    history: [],
    newest: null,
    actions: {},
  },
}

/** A list of so many releases, in all states in turn. */
export function many(number) {
  const all = Object.values(states)
  return Array.from({ length: number }, (_, i) => ({
    ...all[i % all.length].summary,
    namespace: `team-${String(i % 7).padStart(2, '0')}`,
    name: `shop-${String(i).padStart(4, '0')}`,
    sparkline: i % 3 ? { weight: [0, 30, 30, 50, 50, 100], danger: [0, 5, 12, 20, 31, i % 2 ? 40 : 104] } : null,
  }))
}
