import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { test } from 'node:test'
import { signIn } from './session.mjs'

const customer = { email: 'shopper0001@example.test', password: 'secret' }

test('brings the cookies of both answers, and the token that the shop asks for', async (t) => {
  const seen = []
  const shop = await shopThat(t, (call, answer) => {
    seen.push([call.method, call.headers.host, call.headers['x-xsrf-token'], call.headers.cookie])
    answer.setHeader('Set-Cookie', call.method === 'GET' ? ['XSRF-TOKEN=t; Path=/'] : ['session=s; HttpOnly'])
    // As the shop answers a visitor who is not signed in.
    answer.writeHead(call.method === 'GET' ? 401 : 200).end('{}')
  })
  assert.deepEqual([...(await signIn(shop, customer))], [['XSRF-TOKEN', 't'], ['session', 's']])
  assert.deepEqual(seen, [['GET', 'shop.test', undefined, ''], ['POST', 'shop.test', 't', 'XSRF-TOKEN=t']])
})

test('says how the shop refused', async (t) => {
  const shop = await shopThat(t, (call, answer) => {
    answer.writeHead(call.method === 'GET' ? 200 : 401, { 'Set-Cookie': 'XSRF-TOKEN=t' }).end()
  })
  await assert.rejects(signIn(shop, customer), /POST .* 401/)
})

test('asks for nothing more of a shop that is closed', async (t) => {
  const shop = await shopThat(t, (call, answer) => answer.writeHead(503).end())
  await assert.rejects(signIn(shop, customer), /GET .* 503/)
})

test('does not wait for the rest of an answer that was cut short', async (t) => {
  const shop = await shopThat(t, (call, answer) => {
    answer.writeHead(200, { 'Content-Length': 100 })
    answer.write('half', () => answer.destroy())
  })
  await assert.rejects(signIn(shop, customer), { code: 'ECONNRESET' })
})

test('says that nothing listens', async () => {
  await assert.rejects(signIn({ base: new URL('http://127.0.0.1:1'), host: 'shop.test' }, customer), { code: 'ECONNREFUSED' })
})

async function shopThat(t, answers) {
  const server = createServer(answers).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => server.close())
  return { base: new URL(`http://127.0.0.1:${server.address().port}`), host: 'shop.test' }
}
