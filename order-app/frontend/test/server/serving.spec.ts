import { rmSync } from 'node:fs'
import { get } from 'node:http'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Nginx, refusal } from './nginx.ts'
import { LARGE_BYTES, script, writePage } from './page.ts'

const REVISION = 'a1b2c3d4e5'
const VISITOR = 'order_app_bucket=07; order_app_pin=never; order_app_visitor=0123456789abcdef0123456789abcdef'

const page = writePage('1.0.0')
let nginx: Nginx

beforeAll(async () => {
  nginx = await Nginx.start(page, { ORDER_APP_REVISION: REVISION })
})
afterAll(async () => {
  await nginx.stop()
  rmSync(page, { recursive: true })
})

const ask = (path: string, init?: RequestInit) => fetch(nginx.url + path, init)

describe('every answer', () => {
  it.each([
    ['a page', '/', 200],
    ['a route of the page', '/orders/17', 200],
    ['a file', '/assets/1.0.0/index-AAAA1111.js', 200],
    ['a missing file', '/assets/1.0.0/gone-CCCC3333.js', 404],
    ['an icon', '/favicon.svg', 200],
    ['something unknown', '/wp-login.php', 404],
    ["the API's address, which belongs elsewhere", '/api/orders', 404],
    ['a folder', '/assets/', 404],
    ['the probe', '/healthz', 200],
  ])('carries the revision: %s', async (_what, path, status) => {
    const answer = await ask(path)
    expect(answer.status).toBe(status)
    expect(answer.headers.get('x-order-app-revision')).toBe(REVISION)
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  })

  it('refuses what is not reading', async () => {
    expect((await ask('/', { method: 'POST', body: 'x' })).status).toBe(405)
  })
})

describe('the page', () => {
  it('knows the revision of the Pod that serves it', async () => {
    expect(await (await ask('/')).text()).toContain(`<meta name="order-app-revision" content="${REVISION}" />`)
  })

  it('is kept by nobody', async () => {
    expect((await ask('/cart')).headers.get('cache-control')).toBe('no-store')
  })

  it('has a nonce of its own each time, the same in the page and in its policy', async () => {
    const nonces = await Promise.all([ask('/'), ask('/')].map(async (answer) => nonceOf(await answer)))
    expect(new Set(nonces).size).toBe(2)
  })

  it('allows no script but its own files', async () => {
    const policy = (await ask('/')).headers.get('content-security-policy')
    expect(policy).toContain("default-src 'none'; script-src 'self';")
    expect(policy).not.toContain('unsafe')
  })

  it('lets pictures be uploaded elsewhere only where it is told to', async () => {
    expect((await ask('/')).headers.get('content-security-policy')).toMatch(/connect-src 'self' ?;/)
    const elsewhere = await Nginx.start(page, { ORDER_APP_UPLOAD_ORIGIN: 'https://pictures.example.com:8443' })
    const policy = (await fetch(elsewhere.url)).headers.get('content-security-policy')
    await elsewhere.stop()
    expect(policy).toContain("connect-src 'self' https://pictures.example.com:8443;")
  })

  it('is compressed for those who take it so', async () => {
    const answer = await ask('/', { headers: { 'Accept-Encoding': 'gzip' } })
    expect(answer.headers.get('content-encoding')).toBe('gzip')
    expect(await answer.text()).toContain(REVISION)
  })
})

async function nonceOf(answer: Response): Promise<string> {
  const nonce = /csp-nonce" nonce="([^"]+)"/.exec(await answer.text())?.[1] ?? ''
  expect(nonce).toMatch(/^[0-9a-f]{32}$/)
  expect(answer.headers.get('content-security-policy')).toContain(`style-src 'self' 'nonce-${nonce}'`)
  return nonce
}

describe('a visitor', () => {
  it('without cookies gets a bucket, is pinned, and gets a random number to be told apart by, for a year', async () => {
    const cookies = (await ask('/')).headers.getSetCookie()
    expect(cookies).toEqual([
      expect.stringMatching(/^order_app_bucket=\d\d; Path=\/; Max-Age=31536000; SameSite=Lax; HttpOnly$/),
      'order_app_pin=never; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly',
      expect.stringMatching(/^order_app_visitor=[0-9a-f]{32}; Path=\/; Max-Age=31536000; SameSite=Lax; HttpOnly$/),
    ])
  })

  it('gets another number than anybody else', async () => {
    const numbers = await Promise.all([ask('/'), ask('/')].map(async (answer) => (await answer).headers.getSetCookie().at(-1)))
    expect(new Set(numbers).size).toBe(2)
  })

  it('keeps bucket and number', async () => {
    expect((await ask('/', { headers: { Cookie: VISITOR } })).headers.getSetCookie()).toEqual([])
  })

  it.each(['7', '007', 'xx', ''])('gets another for a bucket that is none: "%s"', async (bucket) => {
    const cookies = (await ask('/', { headers: { Cookie: VISITOR.replace('07', bucket) } })).headers.getSetCookie()
    expect(cookies).toEqual([expect.stringMatching(/^order_app_bucket=\d\d;/)])
  })

  it.each(['0123', 'x'.repeat(32), '0'.repeat(33), ''])('gets another for a number that was not drawn: "%s"', async (number) => {
    const cookies = (await ask('/', { headers: { Cookie: `order_app_bucket=07; order_app_pin=never; order_app_visitor=${number}` } })).headers.getSetCookie()
    expect(cookies).toEqual([expect.stringMatching(/^order_app_visitor=[0-9a-f]{32};/)])
  })

  it('gets no cookies with a file, which others may be given from a cache', async () => {
    expect((await ask('/assets/1.0.0/index-AAAA1111.js')).headers.getSetCookie()).toEqual([])
  })

  it('falls into each of the 100 buckets equally likely', async () => {
    const visitors = 20_000
    const counts = await drawBuckets(visitors)
    expect([...counts.values()].reduce((a, b) => a + b)).toBe(visitors)
    const expected = visitors / 100
    const chiSquared = Array.from({ length: 100 }, (_, bucket) => ((counts.get(bucket) ?? 0) - expected) ** 2 / expected).reduce((a, b) => a + b)
    // Of uniform draws one in a million is above this (99 degrees of freedom).
    expect(chiSquared).toBeLessThan(181)
  })
})

/** One after the other over one connection, unanswered ones waiting in line: thousands take a moment only. */
async function drawBuckets(visitors: number): Promise<Map<number, number>> {
  const ask = 'HEAD / HTTP/1.1\r\nHost: shop\r\n\r\n'
  const counts = new Map<number, number>()
  for (let left = visitors; left > 0; left -= REQUESTS_PER_CONNECTION) {
    const answers = await exchange(ask.repeat(REQUESTS_PER_CONNECTION))
    for (const [, bucket] of answers.matchAll(/order_app_bucket=(\d\d)/g)) {
      counts.set(Number(bucket), (counts.get(Number(bucket)) ?? 0) + 1)
    }
  }
  return counts
}

/** After so many nginx closes a connection. */
const REQUESTS_PER_CONNECTION = 1000

async function exchange(requests: string): Promise<string> {
  const socket = connect(nginx.port, '127.0.0.1')
  socket.write(requests)
  return Buffer.concat(await socket.toArray()).toString()
}

describe("the page's files", () => {
  it('may be kept for ever', async () => {
    const answer = await ask('/assets/1.0.0/index-AAAA1111.js')
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(await answer.text()).toBe(script('1.0.0'))
  })

  it('come compressed as they were built', async () => {
    const answer = await ask('/assets/1.0.0/index-AAAA1111.js', { headers: { 'Accept-Encoding': 'gzip' } })
    expect(answer.headers.get('content-encoding')).toBe('gzip')
    expect(answer.headers.get('content-type')).toMatch(/javascript/)
    expect(await answer.text()).toBe(script('1.0.0'))
  })

  it('that are missing are missing, not the page, and that is not kept', async () => {
    const answer = await ask('/assets/1.0.0/gone-CCCC3333.js')
    expect(answer.status).toBe(404)
    expect(answer.headers.get('cache-control')).toBe('no-store')
  })
})

describe('stopping', () => {
  it('lets a download come to its end', async () => {
    const stopping = await Nginx.start(page)
    const received = await new Promise<number>((resolve, reject) => {
      get(`${stopping.url}/assets/1.0.0/large-BBBB2222.js`, { agent: false }, (answer) => {
        let bytes = 0
        answer.once('data', () => stopping.quit())
        answer.on('data', (chunk: Buffer) => (bytes += chunk.length))
        answer.once('end', () => resolve(bytes))
      }).once('error', reject)
    })
    expect(received).toBe(LARGE_BYTES)
    await stopping.stop()
  })
})

describe('starting', () => {
  it.each([
    ['ORDER_APP_REVISION', 'x"; } server {', 'letters, digits'],
    ['ORDER_APP_STABLE_SERVICE', 'shop/../$host', 'a host name'],
    ['ORDER_APP_OTHER_SERVICE', 'shop frontend', 'a host name'],
    ['ORDER_APP_UPLOAD_ORIGIN', "https://x 'unsafe-inline'", 'an address'],
    ['ORDER_APP_PORT', '8080;', 'a number'],
  ])('refuses a setting that would become configuration: %s', async (name, value, allowed) => {
    const { code, said } = await refusal(page, { [name]: value })
    expect(code).toBe(64)
    expect(said).toContain(`${name} is "${value}": use ${allowed}`)
  })
})
