// What all pictures are drawn with: one light from the upper left, one table, soft colours.

export const WIDTH = 640
export const HEIGHT = 480

/** The colour mixed with white (amount > 0) or black (amount < 0). */
export function shade(colour, amount) {
  const target = amount > 0 ? 255 : 0
  const parts = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))
  return `#${parts.map((part) => Math.round(part + (target - part) * Math.abs(amount)).toString(16).padStart(2, '0')).join('')}`
}

/** Draws one picture; gradients are collected while its parts are made. */
export class Brush {
  #definitions = []

  /** Stops are colours, or [colour, opacity]. The direction is that of an SVG gradient in the shape's own box. */
  gradient(stops, { x1 = 0, y1 = 0, x2 = 0, y2 = 1 } = {}) {
    return this.#define(`linearGradient`, `x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}"`, stops)
  }

  glow(stops) {
    return this.#define('radialGradient', 'cx=".5" cy=".5" r=".5"', stops)
  }

  /** Fill of something round that stands upright. */
  round(colour) {
    return this.gradient([shade(colour, 0.28), colour, shade(colour, -0.08), shade(colour, -0.3)], { x2: 1, y2: 0 })
  }

  /** Fill of something flat that lies or leans. */
  flat(colour) {
    return this.gradient([shade(colour, 0.18), shade(colour, -0.14)], { x2: 1, y2: 1 })
  }

  /** What lies under a thing that stands on the table. */
  shadow(x, y, halfWidth, halfHeight = halfWidth * 0.13) {
    const fill = this.glow([['#2a1f1a', 0.42], ['#2a1f1a', 0.2], ['#2a1f1a', 0]])
    return `<ellipse cx="${x}" cy="${y}" rx="${halfWidth}" ry="${halfHeight}" fill="${fill}"/>`
  }

  /** The whole picture: a wall and a table of that colour, and what is on it. */
  scene(colour, things) {
    const wall = this.gradient([shade(colour, 0.62), shade(colour, 0.34)], { x2: 1, y2: 1 })
    const light = this.glow([['#ffffff', 0.75], ['#ffffff', 0]])
    const table = this.gradient([shade(colour, 0.12), shade(colour, 0.3)])
    return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}">
<defs>${this.#definitions.join('')}</defs>
<rect width="640" height="480" fill="${wall}"/>
<ellipse cx="200" cy="120" rx="330" ry="260" fill="${light}"/>
<rect y="345" width="640" height="135" fill="${table}"/>
<rect y="345" width="640" height="3" fill="#ffffff" opacity=".35"/>
${things}
</svg>`
  }

  #define(kind, attributes, stops) {
    const id = `g${this.#definitions.length}`
    const rendered = stops.map((stop, index) => {
      const [colour, opacity] = Array.isArray(stop) ? stop : [stop, 1]
      return `<stop offset="${index / (stops.length - 1)}" stop-color="${colour}" stop-opacity="${opacity}"/>`
    })
    this.#definitions.push(`<${kind} id="${id}" ${attributes}>${rendered.join('')}</${kind}>`)
    return `url(#${id})`
  }
}

/** The same part again and again: `times` copies, each made by the function from its number. */
export function repeat(times, part) {
  return Array.from({ length: times }, (_, index) => part(index)).join('')
}

export function path(d, fill, more = '') {
  return `<path d="${d}" fill="${fill}" ${more}/>`
}

export function line(d, colour, width, more = '') {
  return `<path d="${d}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round" ${more}/>`
}

export function box(x, y, width, height, radius, fill, more = '') {
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${radius}" fill="${fill}" ${more}/>`
}

export function oval(x, y, halfWidth, halfHeight, fill, more = '') {
  return `<ellipse cx="${x}" cy="${y}" rx="${halfWidth}" ry="${halfHeight}" fill="${fill}" ${more}/>`
}

export function turned(degrees, x, y, things) {
  return `<g transform="rotate(${degrees} ${x} ${y})">${things}</g>`
}
