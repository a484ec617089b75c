import type { Course, CourseMarker, CourseMetric, ReleaseDetails } from '../server/types'

const SECOND = 1000

/** A line of the drawing: a value per point, null where it is not known. */
export type Column = (number | null)[]

/** A course as it is drawn: with the present after its last point, while the attempt goes on. */
export interface Drawn {
  /** Milliseconds since 1970. */
  startedAt: number
  /** Seconds since then. */
  t: number[]
  set: Column
  observed: Column
  metrics: CourseMetric[]
  markers: CourseMarker[]
  /** Where the drawing begins and ends, in seconds. */
  begin: number
  end: number
}

/** So much of the drawing may stand for the time before the first visitor, when Pods start and nothing is measured. */
const LEAD_IN = 0.12

/** The operator writes at most every ten seconds: the live release says how it has gone on since. */
export function drawn(course: Course, live: ReleaseDetails | undefined): Drawn {
  const startedAt = Date.parse(course.startedAt)
  const { t, set, observed } = course.points
  const looked = (Date.parse(live?.lookedAt ?? '') - startedAt) / SECOND
  const recorded = { startedAt, t, set, observed, metrics: course.metrics, markers: course.markers }
  if (live === undefined || !(looked > (t.at(-1) ?? 0))) {
    return { ...recorded, ...span(course, t.at(-1) ?? 0) }
  }
  return {
    ...recorded,
    t: [...t, looked],
    set: [...set, live.summary.weight ?? null],
    observed: [...observed, live.summary.observedWeight ?? null],
    metrics: course.metrics.map((metric) => withLive(metric, live)),
    ...span(course, looked),
  }
}

function span(course: Course, last: number): { begin: number; end: number } {
  const end = Math.max(1, last, ...course.markers.map((marker) => marker.at))
  const first = course.points.t[0] ?? 0
  return { begin: Math.max(0, first - (LEAD_IN / (1 - LEAD_IN)) * (end - first)), end }
}

const LETTERS: Record<string, string> = {
  NotWorse: 'P',
  TooFewEvents: 'T',
  NoData: 'N',
  ComparisonUnsound: 'U',
  WorseThanStable: 'W',
  AboveCeiling: 'C',
  SharedOutage: 'S',
}

function withLive(metric: CourseMetric, live: ReleaseDetails): CourseMetric {
  const now = live.metrics.find((one) => one.name === metric.name)
  const side = (name: 'canary' | 'stable') => {
    const counted = now && now[name].total > 0 ? now[name] : undefined
    return {
      total: [...metric[name].total, counted?.total ?? null],
      bad: [...metric[name].bad, counted?.bad ?? null],
      low: [...metric[name].low, counted?.low ?? null],
      high: [...metric[name].high, counted?.high ?? null],
    }
  }
  return {
    ...metric,
    canary: side('canary'),
    stable: side('stable'),
    ratio: [...metric.ratio, now?.ratio?.peak ?? null],
    aboveCeiling: [...metric.aboveCeiling, now?.canaryCeiling?.peak ?? null],
    verdict: metric.verdict + (LETTERS[now?.reason ?? ''] ?? '-'),
  }
}

/** Shares of bad events; null where nothing was counted. */
export function shares(side: CourseMetric['canary']): Column {
  return side.total.map((total, i) => (total ? (side.bad[i] ?? 0) / total : null))
}

/** How far odds are on their way to a rollback, from 0; 1 is there. */
export function parts(peaks: Column, threshold: number | null | undefined): Column {
  return peaks.map((peak) => (peak === null || !threshold ? null : Math.max(0, peak / threshold)))
}

const NICE_SECONDS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 28_800, 43_200, 86_400]

/** Times of day that are round, at most so many. */
export function ticks({ startedAt, begin, end }: Drawn, most: number): number[] {
  const span = end - begin
  const step = NICE_SECONDS.find((seconds) => span / seconds <= most) ?? Math.ceil(span / most / 86_400) * 86_400
  const from = startedAt / SECOND + begin
  const first = Math.ceil(from / step) * step - from + begin
  return Array.from({ length: Math.max(0, Math.floor((end - first) / step) + 1) }, (_, i) => first + i * step)
}
