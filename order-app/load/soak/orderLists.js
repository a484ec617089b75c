// Staff who work with very many orders: each list that they can ask for, its later parts, and a customer's own.
import http from 'k6/http'
import { BASE_URL } from '../settings.js'
import { measured } from './looks.js'

export { options } from './looks.js'

const DAY_MILLIS = 86_400_000
const FIRST_ID = Number(__ENV.FIRST_ID)
const ORDERS = Number(__ENV.ORDERS)
const DAYS = Number(__ENV.DAYS)
const STAFF = '/api/staff/orders?'

const any = (n) => Math.floor(Math.random() * n)
const of = (...choices) => choices[any(choices.length)]
const day = (ago) => new Date(Date.now() - ago * DAY_MILLIS).toISOString().slice(0, 10)
const shopper = () => `shopper${String(1 + any(500)).padStart(4, '0')}@example.test`
/** Somewhere in the list: microseconds since 1970, and a number that no order has. */
const somewhere = () => `${Date.now() - any(DAYS) * DAY_MILLIS}000-0`

export const { look, handleSummary } = measured({
  'all, newest': () => STAFF,
  'all, oldest': () => `${STAFF}sort=oldest`,
  'all, far down': () => `${STAFF}after=${somewhere()}&sort=${of('newest', 'oldest')}`,
  'queue of a state': () => `${STAFF}sort=oldest&status=${of('PLACED', 'CONFIRMED', 'SHIPPED')}`,
  'delivered, far down': () => `${STAFF}status=DELIVERED&after=${somewhere()}`,
  'by number': () => `${STAFF}query=${FIRST_ID + any(ORDERS)}`,
  'by address': () => `${STAFF}query=${shopper()}`,
  'by address, of a state': () => `${STAFF}query=${shopper()}&status=${of('PLACED', 'CANCELLED')}`,
  'by beginnings of names': () => `${STAFF}query=shopper00${any(10)}`,
  'by product': () => `${STAFF}product=${1 + any(30)}`,
  'by product, of a state': () => `${STAFF}product=${1 + any(30)}&status=${of('PLACED', 'CANCELLED')}`,
  'of days': () => `${STAFF}from=${day(30 + any(DAYS - 30))}&until=${day(any(30))}`,
  'of days, of a state': () => `${STAFF}from=${day(30)}&until=${day(0)}&status=${of('PLACED', 'CANCELLED', 'DELIVERED')}`,
  'one order': () => `/api/staff/orders/${FIRST_ID + any(ORDERS)}`,
  'own orders': () => `/api/orders?page=${any(5)}`,
})

/** One session for all: signing in is not what is measured. */
export function setup() {
  http.get(`${BASE_URL}/api/products`)
  const [token] = http.cookieJar().cookiesForURL(`${BASE_URL}/`)['XSRF-TOKEN']
  const answer = http.post(`${BASE_URL}/api/session`, JSON.stringify({ email: 'staff@example.test', password: __ENV.STAFF_PASSWORD }), {
    headers: { 'Content-Type': 'application/json', 'X-XSRF-TOKEN': token },
  })
  if (answer.status !== 200) {
    throw new Error(`Staff could not sign in: ${answer.status} ${answer.body}`)
  }
  return { Cookie: `order_app_session=${answer.cookies.order_app_session[0].value}` }
}

export default function (session) {
  look(session)
}
