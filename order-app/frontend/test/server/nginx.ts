import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const NGINX_FOLDER = fileURLToPath(new URL('../../nginx', import.meta.url))
/** nobody: as in the image, nginx must get along without root. */
const ORDINARY_USER = 65534
const STARTS_WITHIN_MILLIS = 10_000

/** An nginx that serves a page as it does in the image: started by `start`, as an ordinary user. */
export class Nginx {
  private constructor(
    readonly port: number,
    private readonly process: ChildProcess,
    private readonly folder: string,
  ) {}

  /** @param page folder of the page's files */
  static async start(page: string, settings: Record<string, string> = {}, onPort?: number): Promise<Nginx> {
    requireNginx()
    const port = onPort ?? (await freePort())
    const folder = installedIn(page)
    const process = launch(folder, { ORDER_APP_PORT: String(port), ...settings })
    const nginx = new Nginx(port, process, folder)
    try {
      await nginx.ready()
    } catch (error) {
      rmSync(folder, { recursive: true })
      throw error
    }
    return nginx
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`
  }

  /** What it wrote: errors, and one JSON line per request. */
  log(): string {
    return logOf(this.folder)
  }

  /** Sends SIGQUIT, as the container runtime does. */
  quit(): void {
    this.process.kill('SIGQUIT')
  }

  async stop(): Promise<void> {
    await this.end()
    rmSync(this.folder, { recursive: true })
  }

  /** Stops it, but keeps its log. */
  async end(): Promise<void> {
    this.quit()
    if (this.process.exitCode === null && this.process.signalCode === null) {
      await new Promise((resolve) => this.process.once('exit', resolve))
    }
  }

  private async ready(): Promise<void> {
    const deadline = Date.now() + STARTS_WITHIN_MILLIS
    while (!(await answers(this.url))) {
      if (this.process.exitCode !== null || Date.now() > deadline) {
        this.process.kill('SIGKILL')
        throw new Error(`nginx did not start:\n${this.log()}`)
      }
    }
  }
}

/** Runs `start` with settings that it should refuse, and returns how it ended. */
export async function refusal(page: string, settings: Record<string, string>): Promise<{ code: number | null; said: string }> {
  const folder = installedIn(page)
  const process = launch(folder, settings)
  const code = await new Promise<number | null>((resolve) => process.once('exit', resolve))
  const said = logOf(folder)
  rmSync(folder, { recursive: true })
  return { code, said }
}

function installedIn(page: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'order-frontend-'))
  cpSync(NGINX_FOLDER, join(folder, 'nginx'), { recursive: true })
  cpSync(page, join(folder, 'page'), { recursive: true })
  chmodSync(join(folder, 'page'), 0o755)
  mkdirSync(join(folder, 'tmp'))
  return folder
}

function launch(folder: string, settings: Record<string, string>): ChildProcess {
  const root = process.getuid?.() === 0
  const log = openSync(join(folder, 'log'), 'a')
  if (root) {
    for (const path of [folder, join(folder, 'tmp'), join(folder, 'log')]) {
      chownSync(path, ORDINARY_USER, ORDINARY_USER)
    }
  }
  return spawn(join(folder, 'nginx/start'), [], {
    env: { PATH: `${process.env.PATH}:/usr/sbin`, TMPDIR: join(folder, 'tmp'), ...settings },
    stdio: ['ignore', log, log],
    ...(root && { uid: ORDINARY_USER, gid: ORDINARY_USER }),
  })
}

function logOf(folder: string): string {
  return readFileSync(join(folder, 'log'), 'utf8')
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/healthz`)).ok
  } catch {
    // Not listening yet.
    return await new Promise((resolve) => setTimeout(() => resolve(false), 20))
  }
}

function requireNginx(): void {
  if (spawnSync('nginx', ['-v'], { env: { PATH: `${process.env.PATH}:/usr/sbin` } }).error) {
    throw new Error('These tests need nginx on the PATH: install it, for example with "apt-get install nginx-light".')
  }
}

/**
 * A port that nobody uses at the moment, nor its two neighbours. Below those that the kernel gives to outgoing connections (from 32768 on): one of
 * these could have it before the server that it is for.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = 12_000 + Math.floor(Math.random() * 16_000)
    const free = await Promise.all([port, port + 1, port + 2].map(isFree))
    if (free.every(Boolean)) {
      return port
    }
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer()
  const free = await new Promise<boolean>((resolve) => server.once('error', () => resolve(false)).listen(port, () => resolve(true)))
  await new Promise((resolve) => server.close(resolve))
  return free
}

