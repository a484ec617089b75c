// The page: a list of releases, or one of them, as the server sends it once a second. Everything from the cluster is put in as text.
import { odds, shares, weights } from '/charts.js'

const TOKEN = 'orderapp-token'
const RETRY_MS = 2000
const SAMPLES = 1800

const main = document.getElementById('main')
const connection = document.getElementById('connection')
const dialog = document.getElementById('confirmation')

/** The token comes in the address once; it is kept for this tab alone and leaves the address bar, so that no copied link holds it. */
function token() {
  const given = location.hash.slice(1)
  if (given.length > 30 && !given.includes('/')) {
    sessionStorage.setItem(TOKEN, given)
    history.replaceState(null, '', '#all')
  }
  return sessionStorage.getItem(TOKEN) ?? ''
}

const authorization = { Authorization: `Bearer ${token()}` }

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith('on')) made.addEventListener(key.slice(2), value)
    else if (value !== undefined) made.setAttribute(key, value)
  }
  made.append(...children.filter((child) => child !== undefined && child !== null))
  return made
}

function showConnection(text, lost = false) {
  if (connection.textContent !== text) connection.textContent = text
  connection.classList.toggle('lost', lost)
}

/** Reads server-sent events by fetch, as an EventSource can't carry the token. */
async function follow(path, show, signal) {
  while (!signal.aborted) {
    try {
      const answer = await fetch(path, { headers: authorization, signal })
      if (!answer.ok) {
        showConnection(await answer.text(), true)
        return
      }
      await events(answer.body, show)
    } catch (error) {
      if (signal.aborted) return
      showConnection('the connection to kubectl orderapp is lost; trying again', true)
      console.debug(error)
    }
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS))
  }
}

async function events(body, show) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  for (;;) {
    const { value, done } = await reader.read()
    if (done) return
    const parts = (rest + value).split('\n\n')
    rest = parts.pop()
    for (const part of parts) {
      const [kind, line] = part.split('\n')
      const data = JSON.parse(line.slice('data: '.length))
      if (kind === 'event: error') {
        showConnection(data.message, true)
      } else {
        showConnection('live')
        show(data)
      }
    }
  }
}

/** Replaces a section only if its data has changed, so that focus, selection and scroll position stay. */
function render(id, data, build) {
  const key = JSON.stringify(data)
  const old = document.getElementById(id)
  if (old?.dataset.key === key) return
  const made = build()
  made.id = id
  made.dataset.key = key
  if (old) {
    const focused = old.contains(document.activeElement) ? document.activeElement.dataset.focus : undefined
    old.replaceWith(made)
    if (focused) made.querySelector(`[data-focus="${CSS.escape(focused)}"]`)?.focus()
  } else {
    main.append(made)
  }
}

function table(headers, rows) {
  return element(
    'div',
    { class: 'wide', tabindex: '0', role: 'group', 'aria-label': 'table' },
    element(
      'table',
      {},
      element('thead', {}, element('tr', {}, ...headers.map((head) => element('th', { scope: 'col' }, head)))),
      element('tbody', {}, ...rows.map((cells) => element('tr', {}, ...cells.map((cell) => element('td', {}, cell ?? '–'))))),
    ),
  )
}

const percent = (weight) => (weight === undefined || weight === null ? '–' : `${weight} %`)

function showAll(releases) {
  render('all', releases, () =>
    element(
      'section',
      { 'aria-label': 'Releases' },
      releases.length === 0
        ? element('p', {}, 'There is no OrderAppRelease here.')
        : table(
            ['Release', 'Phase', 'Weight', 'Observed', 'Stable', 'Canary'],
            releases.map((release) => [
              element('a', { href: `#${release.namespace}/${release.name}`, 'data-focus': release.name }, `${release.namespace}/${release.name}`),
              element('span', { class: release.phase }, release.phase + (release.paused ? ' (paused)' : '')),
              percent(release.weight),
              percent(release.observedWeight),
              release.stable?.revision,
              release.canary?.revision,
            ]),
          ),
    ),
  )
}

function showOne(view, samples) {
  const { summary } = view
  samples.push({ at: Date.now(), set: summary.canary ? summary.weight : 0, observed: summary.observedWeight })
  if (samples.length > SAMPLES) samples.shift()
  render('summary', [summary, view.explanation, view.actions], () => summarySection(view))
  render('steps', [view.steps, summary.step, view.held], () => steps(view))
  render('weights', samples.at(-1).at, () =>
    element('section', {}, element('h2', {}, 'Weight of the canary since this page was opened'), weights(samples), element('p', { class: 'faint' }, 'line: set; dots: observed')),
  )
  render('evidence', view.metrics, () => evidence(view.metrics))
  render('tree', view.tree, () =>
    element('section', {}, element('h2', {}, 'Revisions, Pods, Services, Ingresses'), element('div', { class: 'wide', tabindex: '0', role: 'group', 'aria-label': 'tree' }, element('pre', {}, view.tree))),
  )
  render('events', view.events, () =>
    element(
      'section',
      {},
      element('h2', {}, 'Events'),
      view.events.length === 0
        ? element('p', { class: 'faint' }, 'none, or you may not read them')
        : table(
            ['When', 'What', 'Message'],
            view.events.map((event) => [event.at, element('span', { class: event.type }, event.reason), event.message]),
          ),
    ),
  )
  render('history', view.history, () =>
    element(
      'section',
      {},
      element('h2', {}, 'Earlier attempts'),
      table(
        ['Revision', 'Outcome', 'Reason', 'Finished'],
        view.history.map((entry) => [entry.revision, element('span', { class: entry.outcome }, entry.outcome), entry.message, entry.finishedAt]),
      ),
    ),
  )
}

function summarySection(view) {
  const { summary } = view
  return element(
    'section',
    {},
    element('h2', {}, `${summary.namespace}/${summary.name}: `, element('span', { class: summary.phase }, summary.phase + (summary.paused ? ' (paused)' : ''))),
    ...view.explanation
      .trim()
      .split('\n')
      .map((line) => element('p', {}, line)),
    element(
      'div',
      { class: 'actions' },
      ...Object.entries(view.actions).map(([name, action]) =>
        element('button', { class: name, 'data-focus': name, onclick: () => ask(summary, name, action) }, name[0].toUpperCase() + name.slice(1)),
      ),
    ),
  )
}

function steps(view) {
  const { step, canary } = view.summary
  return element(
    'section',
    {},
    element('h2', {}, 'Steps'),
    element(
      'ol',
      { class: 'steps' },
      ...view.steps.map((one, i) =>
        element(
          'li',
          { 'aria-current': canary && i === step ? 'step' : undefined },
          element('strong', {}, `${one.weight} %`),
          ` hold ${one.hold}${one.approval ? ', approval' : ''}`,
          canary && i === step ? element('span', { class: 'faint' }, ` (held ${view.held ?? '0 s'})`) : undefined,
        ),
      ),
    ),
  )
}

function evidence(metrics) {
  return element(
    'section',
    {},
    element('h2', {}, 'Evidence'),
    metrics.length === 0 ? element('p', { class: 'faint' }, 'nothing counted yet') : undefined,
    element('div', { class: 'metrics' }, ...metrics.map(metric)),
  )
}

function metric(one) {
  const test = (title, result) => (result ? [element('p', {}, `${title}: ${result.text}`), odds(result)] : [])
  return element(
    'article',
    {},
    element('h3', {}, `${one.name} `, element('span', { class: one.verdict }, one.verdict ?? '')),
    shares(one),
    element('p', {}, `canary: ${one.canary.text}`),
    element('p', {}, `stable: ${one.stable.text}`),
    ...test('odds that it is worse than stable', one.ratio),
    ...test('odds that it is above the ceiling', one.canaryCeiling),
  )
}

/** Shows what will happen, and does it only after a yes. */
function ask(summary, name, action) {
  document.getElementById('question').textContent = `${name} ${summary.namespace}/${summary.name}?`
  document.getElementById('effect').textContent = `What will happen: ${action.effect}.`
  document.getElementById('yes').textContent = `Yes, ${name}`
  dialog.returnValue = 'no'
  dialog.addEventListener('close', () => dialog.returnValue === 'yes' && act(summary, name, action), { once: true })
  dialog.showModal()
}

async function act(summary, name, action) {
  try {
    const path = `/api/releases/${summary.namespace}/${summary.name}/${name}`
    const answer = await fetch(path, { method: 'POST', headers: authorization, body: action.value })
    showConnection(`${answer.ok ? 'asked for: ' : ''}${await answer.text()}`, !answer.ok)
  } catch (error) {
    showConnection(`nothing was done: ${error.message}`, true)
  }
}

let leave = new AbortController()

/** The part after # names what is shown. */
function show() {
  leave.abort()
  leave = new AbortController()
  main.replaceChildren()
  const [namespace, name] = location.hash.slice(1).split('/')
  document.title = name ? `${name} – OrderApp releases` : 'OrderApp releases'
  const samples = []
  if (name) {
    follow(`/api/releases/${encodeURIComponent(namespace)}/${encodeURIComponent(name)}`, (view) => showOne(view, samples), leave.signal)
  } else {
    follow('/api/releases', showAll, leave.signal)
  }
}

addEventListener('hashchange', show)
show()
