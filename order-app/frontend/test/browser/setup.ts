import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { TestProject } from 'vitest/node'
import { Nginx } from '../server/nginx.ts'
import { LocalShop } from './localShop.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

export interface ServedPage {
  version: string
  revision: string
  url: string
}

/** Whom the tests talk to beside the page. */
export interface UsedApi {
  /** Its address; empty for the stand-in. */
  url: string
  customersPassword: string
  staffPassword: string
}

declare module 'vitest' {
  interface ProvidedContext {
    older: ServedPage
    newer: ServedPage
    api: UsedApi
  }
}

/**
 * Builds two versions of the page once for all tests, and serves each as the image does. With ORDER_APP_API=local the
 * shop of this machine is started, API and database, in place of the stand-in; an address there is that of an API which
 * runs already, with its accounts' SHOP_SAMPLE_PASSWORD and SHOP_STAFF_PASSWORD.
 */
export default async function serve(project: TestProject): Promise<() => Promise<void>> {
  const { ORDER_APP_API: api = '', SHOP_SAMPLE_PASSWORD = 'sesame', SHOP_STAFF_PASSWORD = 'sesame' } = process.env
  const local = api === 'local' ? await LocalShop.start() : undefined
  const older = await built('0.0.1-browser-test', 'a1b2c3d4e5')
  const newer = await built('0.0.2-browser-test', 'f6a7b8c9d0')
  project.provide('older', older.page)
  project.provide('newer', newer.page)
  project.provide('api', {
    url: local?.api ?? api,
    customersPassword: local?.secret('SHOP_SAMPLE_PASSWORD') ?? SHOP_SAMPLE_PASSWORD,
    staffPassword: local?.secret('SHOP_STAFF_PASSWORD') ?? SHOP_STAFF_PASSWORD,
  })
  return async () => {
    await older.nginx.stop()
    await newer.nginx.stop()
    await local?.stop()
  }
}

async function built(version: string, revision: string): Promise<{ page: ServedPage; nginx: Nginx }> {
  // As for the image: vitest itself sets another NODE_ENV, with which Vue is built for development.
  const env = { ...process.env, NODE_ENV: 'production', VERSION: version }
  execFileSync('npx', ['vite', 'build', '--logLevel', 'error'], { cwd: ROOT, env })
  const nginx = await Nginx.start(`${ROOT}dist/${version}`, { ORDER_APP_REVISION: revision })
  rmSync(`${ROOT}dist/${version}`, { recursive: true })
  return { page: { version, revision, url: nginx.url }, nginx }
}
