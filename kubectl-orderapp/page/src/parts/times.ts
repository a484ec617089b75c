import { language, words } from '../language'
import { now } from '../clock'

const SECOND = 1000

/** A time of day in the reader's zone, with the date where it is not of today. */
export function clock(at: string | number | null | undefined, withSeconds = true): string {
  const time = new Date(at ?? Number.NaN)
  if (Number.isNaN(time.getTime())) {
    return words.value.none
  }
  const today = time.toDateString() === new Date(now.value).toDateString()
  return time.toLocaleString(language.value, {
    hour: '2-digit',
    minute: '2-digit',
    ...(withSeconds ? { second: '2-digit' } : {}),
    hourCycle: 'h23',
    ...(today ? {} : { month: 'short', day: 'numeric' }),
  })
}

/** The time since then, as text. */
export function age(since: string | null | undefined): string {
  const from = Date.parse(since ?? '')
  return Number.isNaN(from) ? words.value.none : words.value.seconds((now.value - from) / SECOND)
}

/** The time between two instants, as text. */
export function between(from: string | null | undefined, to: string | null | undefined): string {
  const seconds = (Date.parse(to ?? '') - Date.parse(from ?? '')) / SECOND
  return Number.isNaN(seconds) ? words.value.none : words.value.seconds(seconds)
}

/** The time that is left until then, as text. */
export function left(until: string): string {
  const seconds = (Date.parse(until) - now.value) / SECOND
  return seconds >= 0 ? words.value.inFuture(seconds) : words.value.ago(-seconds)
}
