import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { StandIn } from './standIn.ts'

/** What a file becomes on its way to the browser: another text, nothing (404), or never there. */
export type Tampering = (text: string) => string | 'missing' | 'never'

export interface Report {
  event: string
  what?: string
  revision: string
}

/** A shop whose page is broken on the way from its nginx, and whose API notes what the page says of its start. */
export class TamperedShop {
  readonly reports: Report[] = []
  /** By what the file's path contains. */
  readonly tampered = new Map<string, Tampering>()
  readonly pagesServed: string[] = []
  readonly api = new StandIn()
  private readonly server: Server

  private constructor(private readonly page: string) {
    this.api.signedIn = this.api.people[0]
    this.server = createServer((request, response) => void this.handle(request, response))
  }

  /** @param page address of the nginx that serves the page */
  static async start(page: string): Promise<TamperedShop> {
    const shop = new TamperedShop(page)
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
    const { pathname } = new URL(request.url ?? '/', this.url)
    if (pathname.startsWith('/api/')) {
      await this.call(request, response)
    } else {
      await this.file(pathname, response)
    }
  }

  private async call(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '', headers } = request
    const { pathname: path, searchParams: query } = new URL(url, this.url)
    const bytes = Buffer.concat((await request.toArray()) as Buffer[])
    const json = () => JSON.parse(bytes.toString()) as Record<string, unknown>
    const { status, body } = this.api.answer({ method, path, query, bytes, header: (name) => String(headers[name] ?? ''), json })
    if (path === '/api/page' && status === 204) {
      this.reports.push({ ...(json() as unknown as Report), revision: String(headers['x-order-app-revision']) })
    }
    response.writeHead(status, { 'Content-Type': 'application/json', 'Set-Cookie': 'XSRF-TOKEN=token; Path=/' }).end(body && JSON.stringify(body))
  }

  private async file(path: string, response: ServerResponse): Promise<void> {
    const original = await fetch(this.page + path)
    const type = original.headers.get('content-type') ?? ''
    if (type.startsWith('text/html')) {
      this.pagesServed.push(path)
    }
    const tampering = [...this.tampered].find(([part]) => path.includes(part))?.[1]
    const headers = Object.fromEntries(['content-type', 'content-security-policy'].map((name) => [name, original.headers.get(name) ?? '']))
    if (!tampering) {
      response.writeHead(original.status, headers).end(Buffer.from(await original.arrayBuffer()))
      return
    }
    const text = tampering(await original.text())
    if (text === 'missing') {
      response.writeHead(404).end()
    } else if (text !== 'never') {
      response.writeHead(200, headers).end(text)
    }
  }
}
