import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { createServer } from 'node:http'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { advised, mavenPackages, npmPackages } from './audit.mjs'

test('reads what Maven lists, each library once and none of our own', () => {
  const text = `
The following files have been resolved:
   org.slf4j:slf4j-api:jar:2.0.18:compile -- module org.slf4j
   org.mariadb.jdbc:mariadb-java-client:jar:3.5.10:runtime
   dev.orderapp:orderapp-crds:jar:0.1.0-SNAPSHOT:compile
   io.netty:netty-epoll:jar:linux-x86_64:4.2.1.Final:runtime
   org.slf4j:slf4j-api:jar:2.0.18:compile
`
  assert.deepEqual(mavenPackages(text), [
    { ecosystem: 'Maven', name: 'org.slf4j:slf4j-api', version: '2.0.18' },
    { ecosystem: 'Maven', name: 'org.mariadb.jdbc:mariadb-java-client', version: '3.5.10' },
    { ecosystem: 'Maven', name: 'io.netty:netty-epoll', version: '4.2.1.Final' },
  ])
})

test('reads what the page ships from its lock file', () => {
  const packages = {
    '': { version: '1.0.0' },
    'node_modules/vue': { version: '3.5.45' },
    'node_modules/@vue/shared': { version: '3.5.45' },
    'node_modules/a/node_modules/@b/c': { version: '1.2.3' },
    'node_modules/vite': { version: '8.3.8', dev: true },
  }
  assert.deepEqual(npmPackages({ packages }).map(({ name }) => name), ['vue', '@vue/shared', '@b/c'])
})

test('tells which dependencies have advisories', async () => {
  const service = await serving((body) => ({ results: body.queries.map(({ package: { name } }) => (name === 'bad' ? { vulns: [{ id: 'GHSA-1' }] } : {})) }))
  const found = await advised([{ ecosystem: 'npm', name: 'good', version: '1' }, { ecosystem: 'npm', name: 'bad', version: '2' }], service.url)
  service.close()
  assert.deepEqual(found, [{ ecosystem: 'npm', name: 'bad', version: '2', advisories: ['GHSA-1'] }])
})

test('is skipped, with a sentence, where there is no service', async () => {
  const { code, stderr } = await ran({ OSV_URL: 'http://127.0.0.1:9' })
  assert.equal(code, 0)
  assert.match(stderr, /^dependency-audit: skipped, http:\/\/127\.0\.0\.1:9 can't be reached from here/)
})

function ran(env) {
  const run = fileURLToPath(new URL('run', import.meta.url))
  return new Promise((resolve) => execFile(run, { env: { ...process.env, ...env } }, (error, _stdout, stderr) => resolve({ code: error?.code ?? 0, stderr })))
}

async function serving(answer) {
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const part of request) {
      body += part
    }
    response.end(JSON.stringify(answer(JSON.parse(body))))
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${server.address().port}`, close: () => server.close() }
}
