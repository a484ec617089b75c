import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { NameServer } from './dns.ts'
import { freePort, Nginx } from './nginx.ts'
import { script, writePage } from './page.ts'
import { lacksFile, Service } from './service.ts'

const OLD = '1.0.0'
const NEW = '1.1.0'
const OLD_FILE = `/assets/${OLD}/index-AAAA1111.js`
const NEW_FILE = `/assets/${NEW}/index-AAAA1111.js`

const oldPage = writePage(OLD)
const newPage = writePage(NEW)

const running: { stop: () => unknown }[] = []
afterEach(async () => {
  for (const started of running.splice(0)) {
    await started.stop()
  }
})

const folders = [oldPage, newPage]
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })))

async function tidied<Started extends { stop: () => unknown }>(starting: Promise<Started>): Promise<Started> {
  const started = await starting
  running.push(started)
  return started
}

const nginx = (...how: Parameters<typeof Nginx.start>) => tidied(Nginx.start(...how))
const service = (...answer: Parameters<typeof Service.start>) => tidied(Service.start(...answer))
const nowhere = async () => `127.0.0.1:${await freePort()}`

describe('a file that this version lacks', () => {
  it.each(['stable', 'canary'])('comes from the version behind the %s Service, with its revision', async (role) => {
    const newer = await nginx(newPage, { ORDER_APP_REVISION: 'newer00000' })
    const other = `127.0.0.1:${newer.port}`
    const older = await nginx(oldPage, {
      ORDER_APP_REVISION: 'older00000',
      ORDER_APP_STABLE_SERVICE: role === 'stable' ? other : await nowhere(),
      ORDER_APP_OTHER_SERVICE: role === 'canary' ? other : await nowhere(),
    })
    const answer = await fetch(older.url + NEW_FILE)
    expect(answer.status).toBe(200)
    expect(await answer.text()).toBe(script(NEW))
    expect(answer.headers.get('x-order-app-revision')).toBe('newer00000')
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(answer.headers.get('content-encoding')).toBe('gzip')
    expect(answer.headers.get('x-order-app-hop')).toBe('1')
  })

  it('is asked for without saying who wants it', async () => {
    const other = await service(lacksFile)
    const { url } = await nginx(oldPage, { ORDER_APP_STABLE_SERVICE: other.address })
    await fetch(url + NEW_FILE, { headers: { Cookie: 'order_app_session=secret', Authorization: 'Bearer secret' } })
    const [request] = other.requests
    expect(request?.headers['x-order-app-hop']).toBe('1')
    expect(JSON.stringify(request?.rawHeaders)).not.toContain('secret')
  })

  it('is missing when both versions lack it, each asked once', async () => {
    const stable = await service(lacksFile)
    const canary = await service(lacksFile)
    const { url } = await nginx(oldPage, {
      ORDER_APP_REVISION: 'older00000',
      ORDER_APP_STABLE_SERVICE: stable.address,
      ORDER_APP_OTHER_SERVICE: canary.address,
    })
    const answer = await fetch(`${url}/assets/0.9.0/index-DDDD4444.js`)
    expect(answer.status).toBe(404)
    expect(answer.headers.get('x-order-app-revision')).toBe('older00000')
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect([stable.requests.length, canary.requests.length]).toEqual([1, 1])
  })

  it('is asked of nobody by one who was asked', async () => {
    const stable = await service(lacksFile)
    const { url } = await nginx(oldPage, { ORDER_APP_STABLE_SERVICE: stable.address, ORDER_APP_OTHER_SERVICE: stable.address })
    const answer = await fetch(url + NEW_FILE, { headers: { 'X-Order-App-Hop': '1' } })
    expect(answer.status).toBe(404)
    expect(stable.requests).toEqual([])
  })

  it('ends at once between two versions that ask each other', async () => {
    const [stablePort, canaryPort] = [await freePort(), await freePort()]
    const settings = { ORDER_APP_STABLE_SERVICE: `127.0.0.1:${stablePort}`, ORDER_APP_OTHER_SERVICE: `127.0.0.1:${canaryPort}` }
    const stable = await nginx(oldPage, settings, stablePort)
    const canary = await nginx(newPage, settings, canaryPort)
    const missing = '/assets/0.9.0/index-DDDD4444.js'
    expect((await fetch(`http://127.0.0.1:${canaryPort}${missing}`)).status).toBe(404)
    await Promise.all([stable, canary].map((one) => one.end()))
    expect([requestsFor(missing, stable), requestsFor(missing, canary)]).toEqual([1, 2])
  })

  it('is missing while the other version is down, broken or silent', async () => {
    const silent = await service(() => undefined)
    const broken = await service((response) => response.writeHead(500).end('secret stack trace'))
    const cases = [
      [await nowhere(), await nowhere()],
      [broken.address, broken.address],
      [silent.address, await nowhere()],
    ] as const
    for (const [stable, canary] of cases) {
      const { url } = await nginx(oldPage, { ORDER_APP_STABLE_SERVICE: stable, ORDER_APP_OTHER_SERVICE: canary })
      const answer = await fetch(url + NEW_FILE)
      expect(answer.status).toBe(404)
      expect(await answer.text()).not.toContain('secret')
    }
  })

  it('is not looked for when no Service is named', async () => {
    const { url } = await nginx(oldPage, {})
    expect((await fetch(url + NEW_FILE)).status).toBe(404)
  })

  it("never gets in the way of this version's own files", async () => {
    const other = await service(lacksFile)
    const { url } = await nginx(oldPage, { ORDER_APP_STABLE_SERVICE: other.address })
    expect((await fetch(url + OLD_FILE)).status).toBe(200)
    expect(other.requests).toEqual([])
  })

  it.each(['/assets/index.js', '/assets/1.1.0/deeper/index.js', '/assets/1.1.0/a%20b.js', '/favicon2.svg'])(
    'is only a name as the build gives them: %s',
    async (path) => {
      const other = await service(lacksFile)
      const { url } = await nginx(oldPage, { ORDER_APP_STABLE_SERVICE: other.address })
      expect((await fetch(url + path)).status).toBe(404)
      expect(other.requests).toEqual([])
    },
  )
})

describe("the other version's Service", () => {
  it.each([
    ['shop-frontend-stable', 'shop-frontend-stable.demo.svc.cluster.local'],
    ['shop-frontend-stable.demo.svc', 'shop-frontend-stable.demo.svc'],
  ])('named %s is looked up as %s when it is asked, not before', async (name, lookedUp) => {
    const names = await tidied(NameServer.start())
    const other = await service((response) => response.writeHead(200).end('found'))
    const { url } = await nginx(oldPage, {
      ORDER_APP_STABLE_SERVICE: `${name}:${other.port}`,
      ORDER_APP_RESOLV_CONF: resolvConf(names),
    })
    expect([...names.asked]).toEqual([])
    expect(await (await fetch(url + NEW_FILE)).text()).toBe('found')
    expect([...names.asked]).toEqual([lookedUp])
  })
})

function resolvConf(names: NameServer): string {
  const folder = mkdtempSync(join(tmpdir(), 'order-resolv-'))
  folders.push(folder)
  chmodSync(folder, 0o755)
  const file = join(folder, 'resolv.conf')
  writeFileSync(file, `search demo.svc.cluster.local svc.cluster.local cluster.local\nnameserver ${names.address}\noptions ndots:5\n`)
  return file
}

function requestsFor(path: string, asked: Nginx): number {
  return asked
    .log().split('\n').filter((line) => line.includes(`"uri":"${path}"`)).length
}
