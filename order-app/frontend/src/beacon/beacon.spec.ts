import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { answering, type Received } from '@/testing/api'
import source from './beacon.js?raw'
import type { Beacon } from './report'

const FILE = `${location.origin}/assets/1.4.0/index-a1b2c3d4.js`
const STACK = `TypeError: x is undefined\n    at f (${FILE}:1:234)\n    at g (${FILE}:1:5)`
const ERROR = { event: 'failed', what: 'error TypeError /assets/1.4.0/index-a1b2c3d4.js:1:234' }

let received: Received[]
let listeners: Parameters<typeof window.addEventListener>[]

beforeEach(() => {
  vi.useFakeTimers()
  document.cookie = 'XSRF-TOKEN=to%2Fken'
  document.head.innerHTML = '<meta name="order-app-revision" content="a1b2c3d4e5">'
  received = answering({ 'POST /api/page': [{ status: 204 }], 'GET /api/session': [{ body: {} }] })
  const listening = vi.spyOn(window, 'addEventListener')
  window.eval(source)
  listeners = [...listening.mock.calls] as typeof listeners
})
afterEach(() => {
  listeners.forEach((listener) => window.removeEventListener(...listener))
  document.cookie = 'XSRF-TOKEN=; Max-Age=0'
  document.head.innerHTML = ''
  vi.useRealTimers()
})

function beacon(): Beacon {
  const set = window.orderAppBeacon
  if (!set) {
    throw new Error('The script set no window.orderAppBeacon.')
  }
  return set
}
const reports = async () => {
  await vi.advanceTimersByTimeAsync(1)
  return received.filter(({ path }) => path === '/api/page').map(({ body }) => body)
}
function thrown(stack: string, init: ErrorEventInit = {}): void {
  window.dispatchEvent(new ErrorEvent('error', { error: Object.assign(new TypeError('kim@example.test'), { stack }), ...init }))
}
function rejected(reason: unknown): void {
  window.dispatchEvent(Object.assign(new Event('unhandledrejection'), { reason }))
}
function notLoaded(tag: string, address: string): void {
  const element = document.head.appendChild(document.createElement(tag))
  Object.defineProperty(element, 'src', { value: address })
  element.dispatchEvent(new Event('error'))
}

/** The API gives out a token with every answer. */
function withoutToken(session: { status?: number; body?: unknown }): void {
  document.cookie = 'XSRF-TOKEN=; Max-Age=0'
  received = answering({ 'POST /api/page': [{ status: 204 }], 'GET /api/session': [session] })
  const fetched = fetch
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => {
    document.cookie = 'XSRF-TOKEN=fresh'
    return fetched(path, init)
  })
}

it('says once that the page started, with its revision and the token, when it runs and somebody is signed in', async () => {
  beacon().signedIn(true)
  expect(await reports()).toEqual([])
  beacon().running()
  beacon().signedIn(true)
  expect(await reports()).toEqual([{ event: 'started' }])
  expect(received[0]?.headers).toMatchObject({ 'X-Order-App-Revision': 'a1b2c3d4e5', 'X-XSRF-TOKEN': 'to/ken', 'Content-Type': 'application/json' })
})

it('says nothing for strangers, and starts to when they sign in', async () => {
  beacon().running()
  beacon().signedIn(false)
  thrown(STACK)
  expect(await reports()).toEqual([])
  beacon().signedIn(true)
  expect(await reports()).toEqual([{ event: 'started' }])
})

it('tells of an uncaught error where, but not what it said', async () => {
  thrown(STACK)
  expect(await reports()).toEqual([ERROR])
})

it('tells of a rejection that nobody handles', async () => {
  rejected(Object.assign(new TypeError(), { stack: STACK.replace('at f (', 'f@').replace('1:234)', '1:234') }))
  expect(await reports()).toEqual([ERROR])
})

it('tells of a file that does not parse', async () => {
  thrown('SyntaxError: Unexpected token', { filename: FILE, lineno: 7, error: Object.assign(new SyntaxError(), { stack: 'SyntaxError: Unexpected token' }) })
  expect(await reports()).toEqual([{ event: 'failed', what: 'error SyntaxError /assets/1.4.0/index-a1b2c3d4.js:7' }])
})

it('tells of a script that does not load', async () => {
  notLoaded('script', FILE)
  expect(await reports()).toEqual([{ event: 'failed', what: 'load /assets/1.4.0/index-a1b2c3d4.js' }])
})

it('tells of a page that has not started after 20 s', async () => {
  await vi.advanceTimersByTimeAsync(19_999 - 1)
  expect(await reports()).toEqual([])
  expect(await vi.advanceTimersByTimeAsync(1) && (await reports())).toEqual([{ event: 'failed', what: 'not started' }])
})

it('lets a page that runs take its time', async () => {
  beacon().running()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(await reports()).toEqual([])
})

it('tells of failures once, however many there are', async () => {
  thrown(STACK)
  thrown(STACK)
  beacon().failed('file missing')
  expect(await reports()).toHaveLength(1)
})

it.each([
  ['an extension', () => thrown(`Error\n    at x (chrome-extension://abc/content.js:1:2)\n    at f (${FILE}:1:2)`)],
  ['a script of somebody else', () => thrown('Error\n    at x (https://elsewhere.test/assets/1.4.0/a.js:1:2)')],
  ['a script whose origin hides it', () => thrown('', { message: 'Script error.', filename: '', error: null })],
  ['something typed into the console', () => thrown('Error\n    at <anonymous>:1:7', { filename: location.href })],
  ['a rejection without a place', () => rejected('no reason')],
  ['a rejection without anything', () => rejected(undefined)],
  ['a call given up', () => rejected({ name: 'AbortError', stack: STACK })],
  ["somebody else's script that does not load", () => notLoaded('script', 'https://elsewhere.test/assets/a.js')],
  ['a picture that does not load', () => notLoaded('img', `${location.origin}/assets/1.4.0/tea.png`)],
])('ignores %s', async (_what, happens) => {
  happens()
  expect(await reports()).toEqual([])
})

it('leaves a missing file to the page, which may load itself anew', async () => {
  const payload = Object.assign(new TypeError(), { stack: STACK })
  window.dispatchEvent(Object.assign(new Event('vite:preloadError'), { payload }))
  rejected(payload)
  expect(await reports()).toEqual([])
})

it('ignores what breaks while the page is left', async () => {
  window.dispatchEvent(new Event('pagehide'))
  thrown(STACK)
  expect(await reports()).toEqual([])
  window.dispatchEvent(new Event('pageshow'))
  thrown(STACK)
  expect(await reports()).toEqual([ERROR])
})

it('gets itself a token first where it has none', async () => {
  withoutToken({ body: {} })
  thrown(STACK)
  expect(await reports()).toEqual([ERROR])
  expect(received.map(({ method, path }) => `${method} ${path}`)).toEqual(['GET /api/session', 'POST /api/page'])
})

it('leaves it at that where nobody is signed in', async () => {
  withoutToken({ status: 401 })
  thrown(STACK)
  expect(await reports()).toEqual([])
})

it('keeps to itself that a report could not be sent', async () => {
  received = answering({ 'POST /api/page': [new TypeError('Failed to fetch')] })
  thrown(STACK)
  // A rejection that nobody handles would fail this run.
  expect(await reports()).toEqual([ERROR])
})
