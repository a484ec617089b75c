// Signs people in at a shop without a browser, whose page may be broken.
import { once } from 'node:events'
import { request } from 'node:http'
import { text } from 'node:stream/consumers'

/** A client of the shop waits so long for a whole answer. */
const ANSWER_WITHIN_MS = 10_000

/**
 * Signs a customer in, and returns the cookies that the browser is to bring, by name.
 *
 * @param {{ base: URL, host: string }} shop its address, and its name, which need not be known to DNS
 * @param {{ email: string, password: string }} person
 * @throws if the shop refuses, cuts its answer short or takes longer than a client waits
 */
export async function signIn(shop, person) {
  const cookies = new Map()
  // A visitor who is not signed in gets a 401 with the token that the POST needs.
  await call(shop, 'GET', cookies, [200, 401])
  await call(shop, 'POST', cookies, [200], person)
  return cookies
}

async function call({ base, host }, method, cookies, expected, body) {
  const headers = {
    Host: host,
    Accept: 'application/json',
    Cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
    ...(body && { 'Content-Type': 'application/json', 'X-XSRF-TOKEN': cookies.get('XSRF-TOKEN') }),
  }
  const sent = request(new URL('/api/session', base), { method, headers, signal: AbortSignal.timeout(ANSWER_WITHIN_MS) })
  sent.end(body && JSON.stringify(body))
  const [answer] = await once(sent, 'response')
  for (const cookie of answer.headers['set-cookie'] ?? []) {
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie)
    cookies.set(name, value)
  }
  // To its end: an answer that is cut short is none.
  await text(answer)
  if (!expected.includes(answer.statusCode)) {
    throw new Error(`${method} /api/session was answered with ${answer.statusCode}`)
  }
}
