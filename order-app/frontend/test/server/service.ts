import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A Service of the other version, as the page's nginx sees it: notes who asks, and answers as told. */
export class Service {
  readonly requests: IncomingMessage[] = []

  private constructor(private readonly server: Server) {}

  static async start(answer: (response: ServerResponse) => void): Promise<Service> {
    const server = createServer((request, response) => {
      service.requests.push(request)
      answer(response)
    })
    const service = new Service(server)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return service
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port
  }

  get address(): string {
    return `127.0.0.1:${this.port}`
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections()
    await new Promise((resolve) => this.server.close(resolve))
  }
}

export function lacksFile(response: ServerResponse): void {
  response.writeHead(404).end()
}
