import { createServer, request as send, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What a file of the page becomes on its way to the browser: another text, nothing (404), or never there. */
export type Tampering = (text: string) => string | 'missing' | 'never'

export interface Received {
  method: string
  path: string
  headers: IncomingMessage['headers']
  body: string
  /** What it was answered with, once it was. */
  status?: number
}

/**
 * The shop as a browser sees it through the ingress: the page from its nginx and the API. What goes wrong on the way is
 * for the test to set.
 */
export class Shop {
  /** Answers to come in place of the API's own, by "METHOD /path"; null cuts the connection. Each is used once. */
  readonly faults = new Map<string, (number | null)[]>()
  /** As faults, but the API takes the request first: only its answer gets lost. */
  readonly lostAnswers = new Map<string, number>()
  /** Calls that wait until the test lets them go on, by "METHOD /path". */
  readonly held = new Map<string, Promise<unknown>>()
  /** Calls that this API doesn't know, as one older than the page. */
  unknown: RegExp | undefined
  /** Files that are broken on the way, by what their path contains. */
  readonly tampered = new Map<string, Tampering>()
  /** What came to the API, in order. */
  readonly received: Received[] = []
  /** Paths for which the page itself was loaded, in order. */
  readonly pagesServed: string[] = []
  private readonly server: Server

  private constructor(
    /** Address of the nginx that serves the page. */
    public page: string,
    /** The revision that the API answers with. */
    public revision: string,
    private readonly api: string,
  ) {
    this.server = createServer((request, response) => void this.handle(request, response))
  }

  /**
   * @param page address of the nginx that serves the page
   * @param revision that the API says it is of
   * @param api address of the API
   */
  static async start(page: string, revision: string, api: string): Promise<Shop> {
    const shop = new Shop(page, revision, api)
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
  calls(call: string): Received[] {
    return this.received.filter(({ method, path }) => `${method} ${path}` === call)
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', this.url)
    if (pathname.startsWith('/api')) {
      await this.call(pathname, request, response)
    } else {
      await this.file(pathname, request, response)
    }
  }

  private async call(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', headers } = request
    const bytes = Buffer.concat((await request.toArray()) as Buffer[])
    const call = `${method} ${path}`
    const received: Received = { method, path, headers, body: bytes.toString() }
    this.received.push(received)
    response.once('finish', () => (received.status = response.statusCode))
    await this.held.get(call)
    const fault = this.faults.get(call)?.shift()
    if (fault === null) {
      request.socket.destroy()
    } else if (fault !== undefined) {
      this.refuse(response, fault)
    } else if (this.unknown?.test(path)) {
      this.refuse(response, 403)
    } else if (this.loses(call)) {
      await fetch(this.api + request.url, { method, headers: headers as Record<string, string>, body: bytes })
      request.socket.destroy()
    } else {
      forward(this.api, request, bytes, response, { 'x-order-app-revision': this.revision })
    }
  }

  private loses(call: string): boolean {
    const left = this.lostAnswers.get(call) ?? 0
    this.lostAnswers.set(call, left - 1)
    return left > 0
  }

  private refuse(response: ServerResponse, status: number): void {
    response.writeHead(status, { 'Content-Type': 'application/problem+json', 'X-Order-App-Revision': this.revision })
    response.end(JSON.stringify({ title: 'Broken', detail: 'Set up so by the test.' }))
  }

  private async file(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.headers['sec-fetch-dest'] === 'document') {
      this.pagesServed.push(path)
    }
    const tampering = [...this.tampered].find(([part]) => path.includes(part))?.[1]
    if (!tampering) {
      forward(this.page, request, Buffer.alloc(0), response)
      return
    }
    const original = await fetch(this.page + path)
    const text = tampering(await original.text())
    if (text === 'missing') {
      response.writeHead(404).end()
    } else if (text !== 'never') {
      response.writeHead(200, { 'Content-Type': original.headers.get('content-type') ?? '' }).end(text)
    }
  }
}

function forward(to: string, request: IncomingMessage, bytes: Buffer, response: ServerResponse, more: Record<string, string> = {}): void {
  // A connection each: one that is kept may be closed by the other side just when it is used again.
  const onward = send(to + request.url, { method: request.method, headers: request.headers, agent: false }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, { ...answer.headers, ...more })
    answer.pipe(response)
  })
  onward.once('error', () => response.writeHead(502).end())
  onward.end(bytes)
}
