import { createServer, request as send, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { StandIn } from './standIn.ts'

/**
 * The shop as a browser sees it through the ingress: the page from its nginx, the API in memory or a real one. What goes
 * wrong on the way is for the test to set.
 */
export class Shop {
  /** The revision that the API answers with. */
  revision: string
  /** Answers to come in place of the API's own, by "METHOD /path"; null cuts the connection. Each is used once. */
  readonly faults = new Map<string, (number | null)[]>()
  /** As faults, but the API takes the request first: only its answer gets lost. */
  readonly lostAnswers = new Map<string, number>()
  /** Calls that wait until the test lets them go on, by "METHOD /path". */
  readonly held = new Map<string, Promise<unknown>>()
  /** Calls that this API doesn't know, as one older than the page. */
  unknown: RegExp | undefined
  readonly received: { method: string; path: string; headers: IncomingMessage['headers']; body: string }[] = []
  readonly api = new StandIn()
  private readonly server: Server

  private constructor(
    public page: string,
    revision: string,
    private readonly realApi: string | undefined,
  ) {
    this.revision = revision
    this.server = createServer((request, response) => void this.handle(request, response))
  }

  /**
   * @param page address of the nginx that serves the page
   * @param realApi address of an API to use; without one it is the stand-in
   */
  static async start(page: string, revision: string, realApi?: string): Promise<Shop> {
    const shop = new Shop(page, revision, realApi)
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

  /** What came to the API as "METHOD /path". */
  calls(call: string) {
    return this.received.filter(({ method, path }) => `${method} ${path}` === call)
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '', headers } = request
    if (!url.startsWith('/api')) {
      this.forward(this.page, request, Buffer.alloc(0), response)
      return
    }
    const bytes = Buffer.concat((await request.toArray()) as Buffer[])
    const { pathname: path, searchParams: query } = new URL(url, this.url)
    const call = `${method} ${path}`
    this.received.push({ method, path, headers, body: bytes.toString() })
    await this.held.get(call)
    const fault = this.faults.get(call)?.shift()
    if (fault === null) {
      request.socket.destroy()
    } else if (fault !== undefined) {
      this.answer(response, fault, { title: 'Broken', detail: 'Set up so by the test.' })
    } else if (this.unknown?.test(path)) {
      this.answer(response, 403, { title: 'Forbidden' })
    } else if (this.loses(call)) {
      await this.ask(request, bytes)
      request.socket.destroy()
    } else if (this.realApi) {
      this.forward(this.realApi, request, bytes, response)
    } else {
      const { status, body, file } = this.api.answer({ method, path, query, bytes, header: (name) => String(headers[name] ?? ''), json: () => JSON.parse(bytes.toString()) as Record<string, unknown> })
      this.answer(response, status, file?.bytes ?? body, file?.type)
    }
  }

  private loses(call: string): boolean {
    const left = this.lostAnswers.get(call) ?? 0
    this.lostAnswers.set(call, left - 1)
    return left > 0
  }

  /** Lets the API do what it is asked, without anybody hearing of it. */
  private async ask({ method = '', url = '', headers }: IncomingMessage, bytes: Buffer): Promise<void> {
    if (this.realApi) {
      await fetch(this.realApi + url, { method, headers: headers as Record<string, string>, body: bytes.toString() })
    } else {
      const { pathname: path, searchParams: query } = new URL(url, this.url)
      this.api.answer({ method, path, query, bytes, header: (name) => String(headers[name] ?? ''), json: () => JSON.parse(bytes.toString()) as Record<string, unknown> })
    }
  }

  private answer(response: ServerResponse, status: number, body?: unknown, type = status < 400 ? 'application/json' : 'application/problem+json'): void {
    response.writeHead(status, { 'Content-Type': type, 'X-Order-App-Revision': this.revision, 'Set-Cookie': 'XSRF-TOKEN=token; Path=/' })
    response.end(body === undefined || body instanceof Buffer ? body : JSON.stringify(body))
  }

  private forward(to: string, request: IncomingMessage, bytes: Buffer, response: ServerResponse): void {
    const onward = send(to + request.url, { method: request.method, headers: request.headers }, (answer) => {
      const revision = to === this.realApi ? { 'x-order-app-revision': this.revision } : {}
      response.writeHead(answer.statusCode ?? 502, { ...answer.headers, ...revision })
      answer.pipe(response)
    })
    onward.once('error', () => response.writeHead(502).end())
    onward.end(bytes)
  }
}
