import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { join } from 'node:path'

/** A mail server that takes every letter and keeps it as a file, where the tests, which are other processes, find it. */
export class MailServer {
  private constructor(private readonly server: Server) {}

  /** @param folder where the letters are kept */
  static async start(folder: string): Promise<MailServer> {
    const server = createServer((socket) => receive(socket, folder))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return new MailServer(server)
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port
  }

  stop(): Promise<void> {
    return new Promise((resolve) => this.server.close(() => resolve()))
  }
}

/** As much of SMTP (RFC 5321) as a client needs that speaks no extension. */
function receive(socket: Socket, folder: string): void {
  let pending = ''
  let letter: string[] | null = null
  const answer = (line: string) => socket.write(`${line}\r\n`)
  answer('220 mail.test')
  socket.setEncoding('utf8')
  socket.on('error', () => socket.destroy())
  socket.on('data', (data: string) => {
    const lines = (pending + data).split('\r\n')
    pending = lines.pop() ?? ''
    for (const line of lines) {
      if (letter === null) {
        if (/^DATA/i.test(line)) {
          letter = []
          answer('354 go on')
        } else if (/^QUIT/i.test(line)) {
          answer('221 bye')
          socket.end()
        } else {
          answer('250 ok')
        }
      } else if (line === '.') {
        keep(folder, letter.join('\n'))
        letter = null
        answer('250 ok')
      } else {
        letter.push(line.replace(/^\./, ''))
      }
    }
  })
}

/** Renamed last: whoever looks into the folder finds whole letters. */
function keep(folder: string, text: string): void {
  const name = join(folder, randomUUID())
  writeFileSync(`${name}.part`, text)
  renameSync(`${name}.part`, `${name}.txt`)
}

/** The letters to that address that have come so far, decoded. */
export function lettersTo(folder: string, email: string): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.txt'))
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .filter((letter) => new RegExp(`^To: <?${email.replaceAll('.', '\\.')}`, 'm').test(letter))
    .map(decoded)
}

function decoded(letter: string): string {
  const [head = '', ...body] = letter.split('\n\n')
  const text = body.join('\n\n')
  return /^Content-Transfer-Encoding: base64/im.test(head)
    ? Buffer.from(text, 'base64').toString('utf8')
    : text.replaceAll(/=\n/g, '').replaceAll(/(?:=[0-9A-F]{2})+/g, (bytes) => Buffer.from(bytes.replaceAll('=', ''), 'hex').toString('utf8'))
}
