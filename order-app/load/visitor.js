// One visitor with a browser of their own: sends the requests, records each, and notes which revisions answered.
import { sleep } from 'k6'
import http from 'k6/http'
import { Counter } from 'k6/metrics'
import { BASE_URL, HOST } from './settings.js'
import { hasOrderButton, readLazyFiles, readPage } from './page.js'
import { record } from './records.js'

const REVISION_HEADER = 'X-Order-App-Revision'
/** As long as the page waits. */
const TIMEOUT = '10s'
/** As the page does: how often it comes again, and how many seconds it waits for a busy shop at most. */
const TIMES_TO_COME_AGAIN = 3
const LONGEST_WAIT_SECONDS = 5

const requests = new Counter('shop_requests')
const failures = new Counter('shop_failures')
const postponed = new Counter('shop_postponed')

/** Lazy files by entry script: names hold a hash, so what an entry names never changes. */
const lazyFilesOf = {}

/** The run was stopped: what it cut off says nothing about the shop, so it is not recorded and the visit ends here. */
export class RunStopped extends Error {}

export class Visitor {
  constructor(id) {
    this.id = id
    this.page = null
    this.fileAnswers = []
    this.apiAnswers = []
    this.tally = { failed: 0, missing: 0, reloads: 0 }
  }

  /** Comes with the cookies that an earlier visit left. */
  rememberBucket(bucket) {
    const jar = http.cookieJar()
    jar.set(BASE_URL, 'order_app_bucket', String(bucket).padStart(2, '0'), { path: '/' })
    jar.set(BASE_URL, 'order_app_pin', 'never', { path: '/' })
  }

  get bucket() {
    return this.cookie('order_app_bucket')
  }

  /** Loads the page and the files that it names. False if there is no page. */
  open() {
    const response = this.send('page', 'GET', '/', { text: true })
    if (response.status !== 200) {
      return false
    }
    this.page = readPage(response.body)
    const [entry] = this.files([this.page.entry, ...this.page.others], lazyFilesOf[this.page.entry] === undefined)
    if (entry.status === 200 && entry.body) {
      lazyFilesOf[this.page.entry] = readLazyFiles(entry.body, this.page)
    }
    return true
  }

  /**
   * Loads some files of those that the page loads when needed. If one can't be had any more, the page is loaded anew,
   * as the real one does.
   */
  openLater(count) {
    const lazy = lazyFilesOf[this.page.entry] || []
    const chosen = lazy.filter((_file, index) => (index + this.id) % lazy.length < count)
    this.loadOrReload(chosen, false)
  }

  /**
   * Opens the checkout, and looks for the button that places the order; says whether there is one. Nobody can order on a page that lacks
   * it, whatever the API could do.
   */
  findOrderButton() {
    const [answer] = this.loadOrReload(this.checkoutScript(), true) || this.files(this.checkoutScript(), true)
    return answer !== undefined && answer.status === 200 && hasOrderButton(answer.body)
  }

  checkoutScript() {
    return (lazyFilesOf[this.page.entry] || []).filter((file) => /\/CheckoutView-[\w-]+\.js$/.test(file))
  }

  /** Loads files; returns the answers, or nothing if one was gone and the page was loaded anew. */
  loadOrReload(paths, firstAsText) {
    const answers = this.files(paths, firstAsText)
    if (answers.every((answer) => answer.status !== 404)) {
      return answers
    }
    this.tally.reloads += 1
    this.open()
    return undefined
  }

  /** Calls the API as the page does: put off by a busy shop, it comes again when it is asked to. `retried` counts earlier tries of the same call. */
  call(method, path, options = {}) {
    for (let times = 0; times < TIMES_TO_COME_AGAIN; times++) {
      const answer = this.callWithToken(method, path, { ...options, postponable: true })
      if (!isPostponed(answer)) {
        return answer
      }
      sleep(Number(answer.headers['Retry-After']) * 2 ** times + Math.random())
    }
    return this.callWithToken(method, path, options)
  }

  /** Refused for want of a token, as the answer that should have brought it got lost, it calls once more with the one that the refusal brought. */
  callWithToken(method, path, options) {
    const { expected = [200] } = options
    if (method === 'GET' || this.cookie('XSRF-TOKEN')) {
      return this.callOnce(method, path, options)
    }
    const answer = this.callOnce(method, path, { ...options, expected: [...expected, 403] })
    return answer.status === 403 && this.cookie('XSRF-TOKEN') ? this.callOnce(method, path, options) : answer
  }

  callOnce(method, path, { body, headers = {}, name = path, expected = [200], retried = 0, postponable = false }) {
    const own = { [REVISION_HEADER]: this.page.revision, Accept: 'application/json' }
    if (method !== 'GET') {
      own['X-XSRF-TOKEN'] = this.cookie('XSRF-TOKEN')
    }
    if (body) {
      own['Content-Type'] = 'application/json'
    }
    const payload = body ? JSON.stringify(body) : null
    return this.send('api', method, path, { payload, headers: { ...own, ...headers }, name, expected, retried, postponable, text: true })
  }

  files(paths, firstAsText) {
    const at = Date.now()
    const asked = paths.map((path, index) => ['GET', BASE_URL + path, null, parameters({}, firstAsText && index === 0)])
    const answers = http.batch(asked)
    answers.forEach((answer, index) => this.note('file', `GET ${fileName(paths[index])}`, answer, { at, expected: [200], path: paths[index] }))
    return answers
  }

  send(kind, method, path, { payload = null, headers = {}, name = path, expected = [200], retried = 0, postponable = false, text = false }) {
    const at = Date.now()
    const answer = http.request(method, BASE_URL + path, payload, parameters(headers, text))
    this.note(kind, `${method} ${name}`, answer, { at, expected, retried, postponable })
    return answer
  }

  note(kind, name, answer, { at, expected, retried = 0, postponable = false, path }) {
    // Also in the middle of an answer: "error decompressing response body (context canceled)".
    if (answer.error.includes('context canceled')) {
      throw new RunStopped()
    }
    const revision = answer.headers[REVISION_HEADER] || ''
    const outcome = postponable && isPostponed(answer) ? 'postponed' : outcomeOf(kind, answer, expected)
    this.noteRevision(kind, answer.status, { revision, name, at })
    requests.add(1)
    if (outcome === 'postponed') {
      postponed.add(1)
    } else if (outcome !== 'ok') {
      this.tally[outcome] += 1
      failures.add(1, { outcome, kind })
    }
    record('request', {
      at,
      ms: Math.round(answer.timings.duration * 10) / 10,
      kind,
      name,
      status: answer.status,
      outcome,
      revision,
      pageRevision: this.page ? this.page.revision : '',
      visitor: this.id,
      ...(answer.headers['X-Order-App-Hop'] && { hop: true }),
      ...(retried > 0 && { retried }),
      ...(outcome !== 'ok' && { error: answer.error, path }),
    })
  }

  /** Of what this page loaded; a page loaded anew starts over. Who says that a file is missing does not matter. */
  noteRevision(kind, status, answer) {
    if (kind === 'page') {
      this.fileAnswers = []
      this.apiAnswers = []
    } else if (kind === 'file' && status === 200) {
      this.fileAnswers.push(answer)
    } else if (kind === 'api' && answer.revision) {
      this.apiAnswers.push(answer)
    }
  }

  cookie(name) {
    const values = http.cookieJar().cookiesForURL(`${BASE_URL}/`)[name]
    return values && values.length > 0 ? values[0] : ''
  }
}

function parameters(headers, text) {
  return {
    headers: { 'Accept-Encoding': 'gzip', ...(HOST && { Host: HOST }), ...headers },
    responseType: text ? 'text' : 'none',
    redirects: 0,
    timeout: TIMEOUT,
  }
}

/** Whether a busy shop, which did nothing, asks to come again soon. */
function isPostponed(answer) {
  return answer.status === 429 && Number(answer.headers['Retry-After']) <= LONGEST_WAIT_SECONDS
}

/** `missing` is a file that no version has any more: the page cures that by loading itself anew. */
function outcomeOf(kind, answer, expected) {
  if (expected.includes(answer.status)) {
    return 'ok'
  }
  return kind === 'file' && answer.status === 404 ? 'missing' : 'failed'
}

/** Without the version and the hash, so that the same file of all versions has one name. */
function fileName(path) {
  return path.replace(/^\/assets\/[^/]+\//, '').replace(/-[\w-]{8}\.(js|css)$/, '.$1')
}
