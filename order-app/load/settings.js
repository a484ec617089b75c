// What a run is told by its environment; see README.md.

/** Of several entrances each visitor has one, again and again. */
const ENTRANCES = required('BASE_URL', /^https?:\/\/[^/\s,]+(,https?:\/\/[^/\s,]+)*$/, 'the address of the shop without a path, for example http://198.18.0.2').split(',')
export const BASE_URL = ENTRANCES[__VU % ENTRANCES.length]
export const PASSWORD = required('PASSWORD', /./, "the sample customers' password")
/** The Host header, where the shop's name does not lead to BASE_URL. */
export const HOST = __ENV.HOST || ''
/** Requests per second aimed at. */
export const RATE = number('RATE', 20)
export const DURATION = __ENV.DURATION || '1m'
/** Sample customers are shopper0001@example.test and so on, up to this number. */
export const CUSTOMERS = number('CUSTOMERS', 500)
/** Share of visitors who come again, with the cookies of an earlier visit. */
export const RETURNING = number('RETURNING', 0.5)
/** Share of visitors who leave the page open for a while before they go on. */
export const LINGERING = number('LINGERING', 0.05)
/** Share of visitors who mean to order. */
export const ORDERING = number('ORDERING', 1)
/** How long the rate rises, from nothing; from the start it is as aimed at when this is empty. */
export const RISE = __ENV.RISE || ''
/** What a visit of ours comes to: the page, 6 files at once and 3 later, 7 calls of the API. */
export const REQUESTS_PER_VISIT = number('REQUESTS_PER_VISIT', 17)

function required(name, pattern, what) {
  const value = __ENV[name] || ''
  if (!pattern.test(value)) {
    throw new Error(`${name} is "${name === 'PASSWORD' ? '' : value}": set it to ${what}.`)
  }
  return value
}

function number(name, standard) {
  const value = Number(__ENV[name] || standard)
  if (!(value >= 0)) {
    throw new Error(`${name} is "${__ENV[name]}": set it to a number, for example ${standard}.`)
  }
  return value
}
