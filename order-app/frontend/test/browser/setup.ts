import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { TestProject } from 'vitest/node'
import { Nginx } from '../server/nginx.ts'
import { LocalShop } from './localShop.ts'
import { MailServer } from './mailServer.ts'
import { buildReleaseBefore } from './releaseBefore.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

export interface ServedPage {
  version: string
  revision: string
  url: string
  /** Folder of its files. */
  files: string
}

/** Whom the tests talk to beside the page. */
export interface UsedApi {
  url: string
  staffPassword: string
}

declare module 'vitest' {
  interface ProvidedContext {
    /** Of the release before, as its visitors still have it open; absent where its sources can't be had. */
    before: ServedPage | undefined
    /** Two versions of this page. */
    older: ServedPage
    newer: ServedPage
    api: UsedApi
    /** Folder of the letters that the shop has sent. */
    mail: string
  }
}

/** Starts the shop of this machine, API and database, once for all tests, and serves versions of the page as the image does. */
export default async function serve(project: TestProject): Promise<() => Promise<void>> {
  const started: (() => Promise<void>)[] = []
  const stop = async () => {
    // The last first: a shop that ends may be sending a letter.
    for (const end of started.toReversed()) {
      await end()
    }
  }
  try {
    await start(project, started)
  } catch (error) {
    await stop()
    throw error
  }
  return stop
}

/** @param started what ends that which it has started so far, even if it fails */
async function start(project: TestProject, started: (() => Promise<void>)[]): Promise<void> {
  const files = mkdtempSync(join(tmpdir(), 'order-page-'))
  started.push(async () => rmSync(files, { recursive: true }))
  const before = buildReleaseBefore()
  const folders = { older: built(files, '0.0.1-browser-test'), newer: built(files, '0.0.2-browser-test') }
  const letters = mkdtempSync(join(tmpdir(), 'order-letters-'))
  const mail = await MailServer.start(letters)
  started.push(async () => {
    await mail.stop()
    rmSync(letters, { recursive: true })
  })
  const shop = await LocalShop.start(mail.port)
  started.push(() => shop.stop())
  const served = async (name: 'before' | 'older' | 'newer', page: string, version: string, revision: string) => {
    const nginx = await Nginx.start(page, { ORDER_APP_REVISION: revision })
    started.push(() => nginx.stop())
    project.provide(name, { version, revision, files: page, url: nginx.url })
  }
  if (before !== undefined) {
    await served('before', before, '0.0.0-browser-test', '0a0b0c0d0e')
  }
  await served('older', folders.older, '0.0.1-browser-test', 'a1b2c3d4e5')
  await served('newer', folders.newer, '0.0.2-browser-test', 'f6a7b8c9d0')
  project.provide('api', { url: shop.api, staffPassword: shop.secret('SHOP_STAFF_PASSWORD') })
  project.provide('mail', letters)
}

/** Returns the folder of the files. */
function built(into: string, version: string): string {
  // As for the image: vitest itself sets another NODE_ENV, with which Vue is built for development.
  const env = { ...process.env, NODE_ENV: 'production', VERSION: version }
  execFileSync('npx', ['vite', 'build', '--logLevel', 'error'], { cwd: ROOT, env })
  const files = join(into, version)
  cpSync(`${ROOT}dist/${version}`, files, { recursive: true })
  rmSync(`${ROOT}dist/${version}`, { recursive: true })
  return files
}
