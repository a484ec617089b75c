import { createServer, request as send, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

interface Line {
  productId: number
  quantity: number
}

interface Product {
  id: number
  name: string
  price: number
  stock: number
}

const NAMES = [
  'Green tea from Boseong', 'Barley tea', 'Stoneware teapot', 'Linen apron', 'Walnut chopsticks', 'Brass spoon', 'Rice cooker',
  'Bamboo tray', '한지 노트', '도자기 찻잔', 'Canvas tote bag', 'Soy candle', 'Wool blanket', 'Cedar soap', 'Iron kettle', 'Paper lantern',
  'Cotton towel', 'Glass carafe', 'Oak cutting board', 'Pine shelf', 'Felt slippers', 'Honey from Jeju', 'Seaweed snacks', 'Ginger candy', 'Plum syrup',
]
const PAGE_SIZE = 12

/**
 * The shop as a browser sees it through the ingress: the API in memory, everything else from the page's nginx. What the
 * API answers with is for the test to set.
 */
export class Shop {
  /** The revision that the API answers with. */
  revision: string
  /** Answers to come in place of the API's own, by "METHOD /path"; null cuts the connection. Each is used once. */
  readonly faults = new Map<string, (number | null)[]>()
  readonly received: { method: string; path: string; headers: IncomingMessage['headers'] }[] = []
  readonly orders = new Map<string, { id: number; placedAt: string; items: (Line & { name: string; price: number })[] }>()
  readonly products: Product[] = NAMES.map((name, index) => ({ id: index + 1, name, price: 4.5 + ((index * 737) % 90), stock: index === 4 ? 0 : index === 2 ? 3 : 500 }))
  private signedIn = false
  private readonly server: Server

  private constructor(public page: string, revision: string) {
    this.revision = revision
    this.server = createServer((request, response) => void this.handle(request, response))
  }

  /** @param page address of the nginx that serves the page */
  static async start(page: string, revision: string): Promise<Shop> {
    const shop = new Shop(page, revision)
    await new Promise<void>((resolve) => shop.server.listen(0, '127.0.0.1', resolve))
    return shop
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections()
    await new Promise((resolve) => this.server.close(resolve))
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '', headers } = request
    if (!url.startsWith('/api')) {
      this.forward(request, response)
      return
    }
    const path = new URL(url, this.url).pathname
    this.received.push({ method, path, headers })
    const fault = this.faults.get(`${method} ${path}`)?.shift()
    if (fault === null) {
      request.socket.destroy()
    } else if (fault !== undefined) {
      this.answer(response, fault, { title: 'Broken', detail: 'Set up so by the test.' })
    } else {
      this.api(method, new URL(url, this.url), request.headers, (await bodyOf(request)) as { items: Line[] }, response)
    }
  }

  private api(method: string, url: URL, headers: IncomingMessage['headers'], body: { items: Line[] }, response: ServerResponse): void {
    if (method !== 'GET' && headers['x-xsrf-token'] !== 'token') {
      this.answer(response, 403, { title: 'Forbidden' })
    } else if (url.pathname === '/api/products') {
      this.answer(response, 200, this.search(url.searchParams))
    } else if (url.pathname === '/api/session') {
      this.session(method, response)
    } else if (!this.signedIn) {
      this.answer(response, 401, { title: 'Unauthorized' })
    } else if (method === 'POST') {
      this.answer(response, 201, this.place(String(headers['idempotency-key']), body.items))
    } else {
      this.showOrders(url.pathname, response)
    }
  }

  private session(method: string, response: ServerResponse): void {
    if (method !== 'GET') {
      this.signedIn = method === 'POST'
    }
    if (method === 'DELETE') {
      this.answer(response, 204)
    } else if (this.signedIn) {
      this.answer(response, 200, { email: 'shopper0001@example.test', name: 'Kim Minji' })
    } else {
      this.answer(response, 401, { title: 'Unauthorized' })
    }
  }

  private search(parameters: URLSearchParams) {
    const query = (parameters.get('query') ?? '').toLowerCase()
    const page = Number(parameters.get('page'))
    const found = this.products.filter((product) => product.name.toLowerCase().includes(query))
    return { items: found.slice(page * PAGE_SIZE, (page + 1) * PAGE_SIZE), page, size: PAGE_SIZE, total: found.length }
  }

  private place(key: string, lines: Line[]) {
    const items = lines.map((line) => ({ ...line, ...pricedAs(this.products.find((product) => product.id === line.productId)) }))
    const order = this.orders.get(key) ?? { id: 1001 + this.orders.size, placedAt: new Date().toISOString(), items }
    this.orders.set(key, order)
    return shown(order)
  }

  private showOrders(path: string, response: ServerResponse): void {
    const own = [...this.orders.values()].reverse()
    if (path === '/api/orders') {
      this.answer(response, 200, { items: own.map(shown), page: 0, size: 20, total: own.length })
      return
    }
    const order = own.find(({ id }) => path.endsWith(`/${id}`))
    this.answer(response, order ? 200 : 404, order ? shown(order) : { title: 'Not Found' })
  }

  private answer(response: ServerResponse, status: number, body?: unknown): void {
    response.writeHead(status, { 'Content-Type': 'application/json', 'X-Order-App-Revision': this.revision, 'Set-Cookie': 'XSRF-TOKEN=token; Path=/' })
    response.end(body === undefined ? undefined : JSON.stringify(body))
  }

  private forward(request: IncomingMessage, response: ServerResponse): void {
    const onward = send(this.page + request.url, { method: request.method, headers: request.headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
    onward.once('error', () => response.writeHead(502).end())
    request.pipe(onward)
  }
}

function pricedAs(product: Product | undefined) {
  return { name: product?.name ?? '', price: product?.price ?? 0 }
}

function shown(order: { id: number; placedAt: string; items: (Line & { price: number })[] }) {
  const total = order.items.reduce((sum, line) => sum + line.price * line.quantity, 0)
  return { ...order, status: 'PLACED', total }
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks = (await request.toArray()) as Buffer[]
  return chunks.length > 0 ? JSON.parse(Buffer.concat(chunks).toString()) : {}
}
