import { createSocket, type Socket } from 'node:dgram'
import type { AddressInfo } from 'node:net'

const TYPE_A = 1
const HEADER_BYTES = 12

/** A name server that answers every name with 127.0.0.1 and notes which names it was asked for. */
export class NameServer {
  readonly asked = new Set<string>()

  private constructor(private readonly socket: Socket) {}

  static async start(): Promise<NameServer> {
    const socket = createSocket('udp4')
    const server = new NameServer(socket)
    socket.on('message', (query, from) => socket.send(server.answer(query), from.port, from.address))
    await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve))
    return server
  }

  /** As a line of resolv.conf has it. */
  get address(): string {
    return `127.0.0.1:${(this.socket.address() as AddressInfo).port}`
  }

  stop(): void {
    this.socket.close()
  }

  private answer(query: Buffer): Buffer {
    const { name, end } = readName(query)
    this.asked.add(name)
    const question = query.subarray(HEADER_BYTES, end + 4)
    const hasAddress = query.readUInt16BE(end) === TYPE_A
    const header = Buffer.alloc(HEADER_BYTES)
    query.copy(header, 0, 0, 2)
    header.writeUInt16BE(0x8180, 2)
    header.writeUInt16BE(1, 4)
    header.writeUInt16BE(hasAddress ? 1 : 0, 6)
    // The question's name by reference, type A, class IN, 5 s to live, four bytes of address.
    const record = Buffer.from([0xc0, HEADER_BYTES, 0, TYPE_A, 0, 1, 0, 0, 0, 5, 0, 4, 127, 0, 0, 1])
    return Buffer.concat([header, question, ...(hasAddress ? [record] : [])])
  }
}

function readName(query: Buffer): { name: string; end: number } {
  const labels: string[] = []
  let at = HEADER_BYTES
  for (let length = query.readUInt8(at); length > 0; length = query.readUInt8(at)) {
    labels.push(query.toString('ascii', at + 1, at + 1 + length))
    at += 1 + length
  }
  return { name: labels.join('.'), end: at + 1 }
}
