// Drawings as SVG elements, made without markup from text, so that no name or message from the cluster can become code. Numbers that are
// read as text come from the server as text: this file formats no percentages and no odds.
const SVG = 'http://www.w3.org/2000/svg'

function draw(name, attributes, ...children) {
  const element = document.createElementNS(SVG, name)
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
  element.append(...children)
  return element
}

/** The weight that was set and the one that was observed, since this page was opened. */
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
    { viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': `weight set ${last.set ?? 0} %, observed ${last.observed ?? 'nothing yet'}` },
    ...[0, 50, 100].flatMap((weight) => [
      draw('line', { class: 'axis', x1: left, x2: width - 8, y1: y(weight), y2: y(weight) }),
      draw('text', { x: 4, y: y(weight) + 4 }, `${weight} %`),
    ]),
    draw('path', { class: 'observed', d: line('observed') }),
    draw('path', { class: 'canary', d: line('set') }),
    draw('text', { x: left, y: height - 4 }, `${Math.round(span / 1000)} s ago`),
    draw('text', { x: width - 32, y: height - 4 }, 'now'),
  )
}

/** The shares of bad events of both versions with their bounds, and the ceiling. */
export function shares(metric) {
  const [width, left, right] = [360, 56, 12]
  const highest = Math.min(1, Math.max(metric.ceiling?.value ?? 0, metric.canary.total ? metric.canary.high : 0, metric.stable.total ? metric.stable.high : 0, 0.01) * 1.15)
  const x = (share) => left + (Math.min(share, highest) / highest) * (width - left - right)
  const row = (name, side, y) =>
    side.total === 0
      ? [draw('text', { x: 4, y: y + 4 }, name), draw('text', { x: left, y: y + 4 }, side.text)]
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
      'aria-label': `canary ${metric.canary.text}, stable ${metric.stable.text}, ceiling ${metric.ceiling?.text ?? 'none'}`,
    },
    ...row('canary', metric.canary, 14),
    ...row('stable', metric.stable, 38),
    draw('line', { class: 'axis', x1: left, x2: width - right, y1: 56, y2: 56 }),
    ...(metric.ceiling && metric.ceiling.value <= highest
      ? [
          draw('line', { class: 'threshold', x1: x(metric.ceiling.value), x2: x(metric.ceiling.value), y1: 2, y2: 60 }),
          draw('text', { x: Math.min(Math.max(x(metric.ceiling.value) - 24, left + 14), width - 76), y: 76 }, `ceiling ${metric.ceiling.text}`),
        ]
      : []),
    draw('text', { x: left, y: 76 }, '0'),
  )
}

/** How far odds are from a rollback, on a logarithmic scale from even odds to beyond the threshold. */
export function odds({ peak, threshold, text }) {
  const [width, left] = [360, 4]
  const x = (value) => left + (Math.min(Math.max(value, 0), threshold * 1.4) / (threshold * 1.4)) * (width - 8)
  return draw(
    'svg',
    { viewBox: `0 0 ${width} 18`, role: 'img', 'aria-label': `odds ${text}` },
    draw('line', { class: 'axis', x1: left, x2: width - 4, y1: 14, y2: 14 }),
    draw('rect', { class: peak >= threshold ? 'odds over' : 'odds', x: left, y: 4, width: Math.max(1, x(peak) - left), height: 8 }),
    draw('line', { class: 'threshold', x1: x(threshold), x2: x(threshold), y1: 0, y2: 18 }),
  )
}
