// A shop of two versions for trying out the shoppers: page, files and API in memory, routed as the real ingress does
// it, with faults to order.
import { createServer } from 'node:http'
import { randomInt, randomUUID } from 'node:crypto'

export const STABLE = 'stable0000'
export const CANARY = 'canary0000'
const PRODUCTS = [{ id: 1, name: 'Tea', price: 3.5, stock: 1000 }]

export class Shop {
  /** Orders by idempotency key. */
  orders = new Map()
  visitors = 0
  /** What pages said of their start. */
  pageReports = []
  /** Called when an order was taken in, before it is answered. */
  onOrder = () => undefined
  #sessions = new Map()
  #postponed = new Map()
  #server = createServer((request, response) => this.#handle(request, response))

  /**
   * @param {object} options canaryShare: share of buckets on the canary; refuseOnce: every order's first try is carried
   *   out, but answered 503; wrongFile: a file answered by the other version; lackFile: a lazy file that is gone; moveTo:
   *   every API call is answered by this revision; slow: milliseconds an order takes; loseToken: the answer that would bring the
   *   token never comes; busyFor: how many sign-ins in a row are asked to come again, of each visitor; comeAgain: after how many seconds;
   *   deadOrderButton: on the page of this revision the button of the checkout does nothing
   */
  constructor(options = {}) {
    this.options = { canaryShare: 0.3, ...options }
  }

  async start() {
    await new Promise((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    this.url = `http://127.0.0.1:${this.#server.address().port}`
    return this
  }

  async stop() {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  async #handle(request, response) {
    const cookies = Object.fromEntries((request.headers.cookie ?? '').split('; ').map((pair) => pair.split('=')))
    const { pathname } = new URL(request.url, this.url)
    if (pathname === '/') {
      this.#page(cookies, response)
    } else if (pathname.startsWith('/assets/')) {
      this.#file(pathname, response)
    } else {
      await this.#api(request, response, pathname, cookies)
    }
  }

  #page(cookies, response) {
    this.visitors += 1
    const bucket = cookies.order_app_bucket ?? String(randomInt(100)).padStart(2, '0')
    const revision = Number(bucket) < this.options.canaryShare * 100 ? CANARY : STABLE
    response.setHeader('Set-Cookie', [`order_app_bucket=${bucket}; Path=/`, 'order_app_pin=never; Path=/'])
    answer(response, 200, revision, pageOf(revision))
  }

  #file(pathname, response) {
    const { wrongFile, lackFile } = this.options
    const [, , owner, name] = pathname.split('/')
    if (name === lackFile) {
      answer(response, 404, owner)
      return
    }
    const revision = name === wrongFile ? other(owner) : owner
    answer(response, 200, revision, this.#script(name, owner))
  }

  #script(name, owner) {
    if (name.startsWith('index-')) {
      return ENTRY_SCRIPT.replaceAll('VERSION', owner)
    }
    const button = owner === this.options.deadOrderButton ? 'button' : 'submit'
    return name.startsWith('CheckoutView-') ? `s(_,{type:\`${button}\`,block:\`\`})` : '/* */'
  }

  async #api(request, response, pathname, cookies) {
    const revision = this.options.moveTo ?? request.headers['x-order-app-revision']
    const customer = this.#sessions.get(cookies.order_app_session)
    const body = await bodyOf(request)
    if (this.options.loseToken && request.method === 'GET' && pathname === '/api/session') {
      answer(response, 502, '')
      return
    }
    if (!cookies['XSRF-TOKEN']) {
      response.setHeader('Set-Cookie', 'XSRF-TOKEN=token; Path=/')
    }
    if (request.method === 'POST' && request.headers['x-xsrf-token'] !== 'token') {
      answer(response, 403, revision)
    } else if (pathname === '/api/session') {
      this.#session(request, response, revision, body)
    } else if (pathname === '/api/products') {
      answer(response, 200, revision, { items: PRODUCTS, page: 0, size: 12, total: 1 })
    } else if (pathname === '/api/page') {
      this.pageReports.push({ customer, revision: request.headers['x-order-app-revision'], ...body })
      answer(response, 204, revision)
    } else if (!customer) {
      answer(response, 401, revision)
    } else if (request.method === 'POST') {
      await this.#order(request.headers['idempotency-key'], customer, response, revision)
    } else {
      answer(response, 200, revision, {})
    }
  }

  #session(request, response, revision, body) {
    const { busyFor = 0, comeAgain = 1 } = this.options
    const before = this.#postponed.get(body.email) ?? 0
    if (request.method === 'POST' && before < busyFor) {
      this.#postponed.set(body.email, before + 1)
      response.setHeader('Retry-After', String(comeAgain))
      answer(response, 429, revision)
    } else if (request.method === 'GET') {
      answer(response, 401, revision)
    } else if (body.password !== 'open sesame') {
      answer(response, 401, revision)
    } else {
      const session = randomUUID()
      this.#sessions.set(session, body.email)
      response.setHeader('Set-Cookie', `order_app_session=${session}; Path=/; HttpOnly`)
      answer(response, 200, revision, { email: body.email, name: 'A' })
    }
  }

  async #order(key, customer, response, revision) {
    const known = this.orders.get(key)
    if (!known) {
      this.orders.set(key, { id: this.orders.size + 1, customer })
      this.onOrder()
    }
    await new Promise((resolve) => setTimeout(resolve, this.options.slow ?? 0))
    if (!known && this.options.refuseOnce) {
      answer(response, 503, revision)
    } else {
      answer(response, known ? 200 : 201, revision, { id: this.orders.get(key).id })
    }
  }
}

const ENTRY_SCRIPT = 'deps=["assets/VERSION/CartView-cccc3333.js","assets/VERSION/CartView-dddd4444.css","assets/VERSION/CheckoutView-gggg7777.js","assets/VERSION/libraries-bbbb2222.js"]'

function pageOf(revision) {
  return `<meta name="order-app-revision" content="${revision}" />
<script src="/assets/${revision}/beacon-ffff6666.js"></script>
<script type="module" crossorigin src="/assets/${revision}/index-aaaa1111.js"></script>
<link rel="modulepreload" crossorigin href="/assets/${revision}/libraries-bbbb2222.js">
<link rel="stylesheet" crossorigin href="/assets/${revision}/index-eeee5555.css">`
}

function other(revision) {
  return revision === STABLE ? CANARY : STABLE
}

function answer(response, status, revision, body = '') {
  response.writeHead(status, { 'X-Order-App-Revision': revision })
  response.end(typeof body === 'string' ? body : JSON.stringify(body))
}

async function bodyOf(request) {
  const chunks = await request.toArray()
  return chunks.length > 0 ? JSON.parse(Buffer.concat(chunks).toString()) : {}
}
