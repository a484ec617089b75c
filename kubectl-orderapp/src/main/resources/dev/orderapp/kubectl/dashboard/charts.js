// Drawings as SVG elements, made without markup from text, so that no name or message from the cluster can become code.
const SVG = 'http://www.w3.org/2000/svg'

function draw(name, attributes, ...children) {
  const element = document.createElementNS(SVG, name)
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
  element.append(...children)
  return element
}

const percent = (share) => `${Number((share * 100).toPrecision(2))} %`

/** The weight that was set and the one that was seen, since this page was opened. */
export function weights(samples) {
  const [width, height, left] = [360, 120, 44]
  const now = samples.at(-1).at
  const span = Math.max(30_000, now - samples[0].at)
  const x = (at) => width - 8 - ((now - at) / span) * (width - left - 8)
  const y = (weight) => height - 22 - (weight / 100) * (height - 34)
  const line = (field) =>
    samples
      .filter((sample) => sample[field] !== undefined && sample[field] !== null)
      .map((sample, i) => [i ? 'H' : 'M', x(sample.at), i ? 'V' : ' ', y(sample[field])])
      .map(([along, to, up, level]) => `${along}${to.toFixed(1)}${up}${level.toFixed(1)}`)
      .join('')
  const last = samples.at(-1)
  return draw(
    'svg',
    { viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': `weight set ${last.set ?? 0} %, seen ${last.seen ?? 'nothing yet'}` },
    ...[0, 50, 100].flatMap((weight) => [
      draw('line', { class: 'axis', x1: left, x2: width - 8, y1: y(weight), y2: y(weight) }),
      draw('text', { x: 4, y: y(weight) + 4 }, `${weight} %`),
    ]),
    draw('path', { class: 'seen', d: line('seen') }),
    draw('path', { class: 'canary', d: line('set') }),
    draw('text', { x: left, y: height - 4 }, `${Math.round(span / 1000)} s ago`),
    draw('text', { x: width - 32, y: height - 4 }, 'now'),
  )
}

/** The shares of bad events of both versions with their bounds, and the ceiling. */
export function shares(metric) {
  const [width, left, right] = [360, 56, 12]
  const highest = Math.min(1, Math.max(metric.ceiling ?? 0, metric.canary.total ? metric.canary.high : 0, metric.stable.total ? metric.stable.high : 0, 0.01) * 1.15)
  const x = (share) => left + (Math.min(share, highest) / highest) * (width - left - right)
  const row = (name, side, y) =>
    side.total === 0
      ? [draw('text', { x: 4, y: y + 4 }, name), draw('text', { x: left, y: y + 4 }, 'nothing counted')]
      : [
          draw('text', { x: 4, y: y + 4 }, name),
          draw('line', { class: name, x1: x(side.low), x2: x(side.high), y1: y, y2: y }),
          draw('circle', { class: name, cx: x(side.share), cy: y, r: 5 }),
        ]
  return draw(
    'svg',
    {
      viewBox: `0 0 ${width} 84`,
      role: 'img',
      'aria-label': `canary ${bounds(metric.canary)}, stable ${bounds(metric.stable)}, ceiling ${percent(metric.ceiling ?? 1)}`,
    },
    ...row('canary', metric.canary, 14),
    ...row('stable', metric.stable, 38),
    draw('line', { class: 'axis', x1: left, x2: width - right, y1: 56, y2: 56 }),
    ...(metric.ceiling && metric.ceiling <= highest
      ? [
          draw('line', { class: 'threshold', x1: x(metric.ceiling), x2: x(metric.ceiling), y1: 2, y2: 60 }),
          draw('text', { x: Math.min(Math.max(x(metric.ceiling) - 24, left + 14), width - 76), y: 76 }, `ceiling ${percent(metric.ceiling)}`),
        ]
      : []),
    draw('text', { x: left, y: 76 }, '0'),
  )
}

/** Shares in words, for those who don't see the drawing and for all who want the numbers. */
export function bounds(side) {
  return side.total === 0
    ? 'nothing counted'
    : `${side.bad} of ${side.total} (${percent(side.share)}, between ${percent(side.low)} and ${percent(side.high)})`
}

/** How far odds are from taking the release back, on a scale of logarithms from even to beyond the threshold. */
export function odds(log, threshold) {
  const [width, left] = [360, 4]
  const x = (value) => left + (Math.min(Math.max(value, 0), threshold * 1.4) / (threshold * 1.4)) * (width - 8)
  return draw(
    'svg',
    { viewBox: `0 0 ${width} 18`, role: 'img', 'aria-label': `odds ${ratio(log)}, taken back at ${ratio(threshold)}` },
    draw('line', { class: 'axis', x1: left, x2: width - 4, y1: 14, y2: 14 }),
    draw('rect', { class: log >= threshold ? 'odds over' : 'odds', x: left, y: 4, width: Math.max(1, x(log) - left), height: 8 }),
    draw('line', { class: 'threshold', x1: x(threshold), x2: x(threshold), y1: 0, y2: 18 }),
  )
}

/** Odds in words; cut off, not rounded, as those just short of the threshold must not look as if they had reached it. */
export function ratio(log) {
  if (log <= 0) return 'even'
  if (log > Math.log(1e6)) return 'above 1,000,000:1'
  const value = Math.exp(log)
  const unit = 10 ** (Math.floor(Math.log10(value)) - 1)
  return `${(Math.floor(value / unit + 1e-9) * unit).toLocaleString('en', { maximumFractionDigits: 1 })}:1`
}
