import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort } from '../server/nginx.ts'

const RUN = fileURLToPath(new URL('../../../local/run', import.meta.url))
/** The first start builds the API. */
const READY_WITHIN_MILLIS = 300_000

/** The whole shop of this machine, with a database and data of its own; the tests use its API. */
export class LocalShop {
  private constructor(
    private readonly process: ChildProcess,
    private readonly state: string,
    private readonly port: number,
  ) {}

  /** @param mailPort where letters are sent to */
  static async start(mailPort: number): Promise<LocalShop> {
    const state = mkdtempSync(join(tmpdir(), 'order-shop-'))
    const log = openSync(join(state, 'run.log'), 'a')
    // The two ports after it are used, too.
    const port = await freePort()
    const mail = { SPRING_MAIL_HOST: '127.0.0.1', SPRING_MAIL_PORT: String(mailPort), SHOP_MAIL_SENDER: 'shop@example.test', SHOP_ADDRESS: 'http://shop.test' }
    const env = { ...process.env, ...mail, PORT: String(port), ORDERAPP_SHOP_STATE: join(state, 'shop'), READY_FILE: join(state, 'ready') }
    const shop = new LocalShop(spawn(RUN, [], { env, stdio: ['ignore', log, log] }), state, port)
    try {
      await shop.ready()
    } catch (error) {
      await shop.stop()
      throw error
    }
    return shop
  }

  /** Address of the API. */
  get api(): string {
    return `http://127.0.0.1:${this.port + 1}`
  }

  /** One that was drawn at the start, such as SHOP_STAFF_PASSWORD. */
  secret(name: string): string {
    return new RegExp(`^${name}=(.*)$`, 'm').exec(readFileSync(join(this.state, 'shop/secrets'), 'utf8'))?.[1] ?? ''
  }

  async stop(): Promise<void> {
    this.process.kill('SIGTERM')
    if (this.process.exitCode === null && this.process.signalCode === null) {
      await new Promise((resolve) => this.process.once('exit', resolve))
    }
    rmSync(this.state, { recursive: true, force: true })
  }

  private async ready(): Promise<void> {
    const deadline = Date.now() + READY_WITHIN_MILLIS
    while (!existsSync(join(this.state, 'ready'))) {
      if (this.process.exitCode !== null || Date.now() > deadline) {
        throw new Error(`The shop did not start:\n${readFileSync(join(this.state, 'run.log'), 'utf8')}`)
      }
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
}
