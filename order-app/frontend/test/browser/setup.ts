import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { TestProject } from 'vitest/node'
import { Nginx } from '../server/nginx.ts'
import { LocalShop } from './localShop.ts'
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
  }
}

/** Starts the shop of this machine, API and database, once for all tests, and serves versions of the page as the image does. */
export default async function serve(project: TestProject): Promise<() => Promise<void>> {
  const files = mkdtempSync(join(tmpdir(), 'order-page-'))
  const before = buildReleaseBefore()
  const folders = { older: built(files, '0.0.1-browser-test'), newer: built(files, '0.0.2-browser-test') }
  const shop = await LocalShop.start()
  const pages = {
    ...(before === undefined ? {} : { before: await served(before, '0.0.0-browser-test', '0a0b0c0d0e') }),
    older: await served(folders.older, '0.0.1-browser-test', 'a1b2c3d4e5'),
    newer: await served(folders.newer, '0.0.2-browser-test', 'f6a7b8c9d0'),
  }
  for (const [name, { page }] of Object.entries(pages)) {
    project.provide(name as 'before' | 'older' | 'newer', page)
  }
  project.provide('api', { url: shop.api, staffPassword: shop.secret('SHOP_STAFF_PASSWORD') })
  return async () => {
    await Promise.all(Object.values(pages).map(({ nginx }) => nginx.stop()))
    await shop.stop()
    rmSync(files, { recursive: true })
  }
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

async function served(files: string, version: string, revision: string): Promise<{ page: ServedPage; nginx: Nginx }> {
  const nginx = await Nginx.start(files, { ORDER_APP_REVISION: revision })
  return { page: { version, revision, files, url: nginx.url }, nginx }
}
