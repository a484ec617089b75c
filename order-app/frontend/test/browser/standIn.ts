import { createHash } from 'node:crypto'
import { Catalogue } from './standInCatalogue.ts'
import { Orders } from './standInOrders.ts'

export interface Asked {
  method: string
  path: string
  query: URLSearchParams
  header: (name: string) => string
  json: () => Record<string, unknown>
  bytes: Buffer
}

export interface Answer {
  status: number
  body?: unknown
  /** In place of a body: a file. */
  file?: { type: string; bytes: Buffer }
}

export interface Person {
  email: string
  name: string
  password: string
  role: 'CUSTOMER' | 'STAFF'
  cart: Map<number, number>
}

/** What the API answers when it says no. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly type: string,
    readonly members: Record<string, unknown> = {},
  ) {
    super(type)
  }
}

type Handler = (asked: Asked, ...parts: string[]) => unknown

/** The shop's API in memory: what the page needs of it, without its checks. One visitor at a time is signed in. */
export class StandIn {
  readonly catalogue = new Catalogue()
  readonly orders = new Orders(this.catalogue)
  readonly people: Person[] = [
    ...['1', '2', '3', '4'].map((number): Person => ({ email: `shopper000${number}@example.test`, name: 'Kim Minji', password: 'sesame', role: 'CUSTOMER', cart: new Map() })),
    { email: 'staff@example.test', name: 'Park Jiho', password: 'sesame', role: 'STAFF', cart: new Map() },
  ]
  signedIn: Person | undefined
  private readonly pictures = new Map<string, { type: string; bytes: Buffer }>()
  private readonly uploads: { type: string; bytes: Buffer }[] = []

  answer(asked: Asked): Answer {
    try {
      if (asked.method !== 'GET' && asked.header('x-xsrf-token') !== 'token') {
        throw new Refusal(403, 'csrf')
      }
      return this.dispatch(asked)
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) {
        throw refusal
      }
      const { status, type, members } = refusal
      return { status, body: { type: `urn:order-app:${type}`, title: type, status, detail: `Refused: ${type}.`, ...members } }
    }
  }

  private dispatch(asked: Asked): Answer {
    for (const [pattern, handler] of Object.entries(this.handlers)) {
      const parts = new RegExp(`^${pattern}$`).exec(`${asked.method} ${asked.path}`)
      if (parts) {
        const answer = handler(asked, ...parts.slice(1))
        return isAnswer(answer) ? answer : { status: 200, body: answer }
      }
    }
    throw new Refusal(404, 'nothing-here')
  }

  private readonly handlers: Record<string, Handler> = {
    'POST /api/accounts': ({ json }) => this.signUp(json()),
    'GET /api/session': () => shownPerson(this.who()),
    'POST /api/session': ({ json }) => this.signIn(json()),
    'DELETE /api/session': () => {
      this.signedIn = undefined
      return { status: 204 }
    },
    'POST /api/page': () => ({ status: 204 }),
    'GET /api/categories': ({ header }) => this.catalogue.categories(header('accept-language')),
    'GET /api/products': ({ query, header }) => this.catalogue.search(query, header('accept-language')),
    'GET /api/products/(\\d+)': ({ header }, id) => this.catalogue.described(Number(id), header('accept-language')),
    'GET /api/cart': ({ header }) => this.cart(header('accept-language')),
    'POST /api/cart/merge': ({ json, header }) => {
      for (const { productId, quantity } of json().items as { productId: number; quantity: number }[]) {
        const { cart } = this.who()
        cart.set(productId, Math.max(quantity, cart.get(productId) ?? 0))
      }
      return this.cart(header('accept-language'))
    },
    'PUT /api/cart/items/(\\d+)': ({ json, header }, id) => {
      this.who().cart.set(Number(id), Number(json().quantity))
      return this.cart(header('accept-language'))
    },
    'DELETE /api/cart/items/(\\d+)': ({ header }, id) => {
      this.who().cart.delete(Number(id))
      return this.cart(header('accept-language'))
    },
    'POST /api/orders': ({ json, header }) => {
      const placed = this.orders.place(this.who(), header('idempotency-key'), json())
      return { status: 201, body: placed }
    },
    'GET /api/orders': () => this.orders.of(this.who()),
    'GET /api/orders/(\\d+)': (_asked, id) => this.orders.own(this.who(), Number(id)),
    'PUT /api/orders/(\\d+)/address': ({ json }, id) => this.orders.sendTo(this.who(), Number(id), json()),
    'POST /api/orders/(\\d+)/cancellation': (_asked, id) => this.orders.cancel(this.who(), Number(id)),
    'GET /api/pictures/([0-9a-f]+\\.\\w+)': (_asked, name) => {
      const file = this.pictures.get(name)
      return file ? { status: 200, file } : { status: 404 }
    },
    'GET /api/staff/orders': ({ query }) => this.orders.forStaff(this.staff(), query),
    'GET /api/staff/orders/(\\d+)': (_asked, id) => this.orders.oneForStaff(this.staff(), Number(id)),
    'POST /api/staff/orders/(\\d+)/status': ({ json }, id) => this.orders.move(this.staff(), Number(id), String(json().status)),
    'GET /api/staff/products': ({ query }) => this.staff() && this.catalogue.forStaff(query),
    'POST /api/staff/products': ({ json, header }) => this.staff() && { status: 201, body: this.catalogue.create(header('idempotency-key'), json()) },
    'GET /api/staff/products/(\\d+)': (_asked, id) => this.staff() && this.catalogue.oneForStaff(Number(id)),
    'PUT /api/staff/products/(\\d+)': ({ json }, id) => this.staff() && this.catalogue.change(Number(id), json()),
    'DELETE /api/staff/products/(\\d+)': (_asked, id) => {
      this.staff()
      this.catalogue.find(Number(id)).active = false
      return { status: 204 }
    },
    'GET /api/staff/products/(\\d+)/stock-changes': (_asked, id) => this.staff() && this.catalogue.stockChanges(Number(id)),
    'POST /api/staff/products/(\\d+)/stock-changes': ({ json, header }, id) => ({
      status: 201,
      body: this.catalogue.changeStock(Number(id), { key: header('idempotency-key'), by: this.staff().name, ...json() }),
    }),
    'GET /api/staff/figures': ({ query }) => this.staff() && this.orders.figures(query.get('date') ?? '', query.get('zone') ?? 'UTC'),
    'POST /api/pictures/uploads': ({ json }) => {
      this.staff()
      const { type } = json()
      this.uploads.push({ type: String(type), bytes: Buffer.alloc(0) })
      const id = this.uploads.length - 1
      const upload = { method: 'PUT', url: `/api/pictures/uploads/${id}`, headers: { 'Content-Type': type }, sameOrigin: true }
      return { status: 201, body: { id: String(id), upload } }
    },
    'PUT /api/pictures/uploads/(\\d+)': ({ bytes, header }, id) => {
      this.uploads[Number(id)] = { type: header('content-type'), bytes }
      return { status: 204 }
    },
    'POST /api/pictures/uploads/(\\d+)/confirmation': (_asked, id) => this.confirm(Number(id)),
  }

  /** Keeps a picture as the shop does, and returns its name. */
  keepPicture(type: string, bytes: Buffer): string {
    const name = `${createHash('sha256').update(bytes).digest('hex')}.${type.split('/')[1]?.replace('jpeg', 'jpg') ?? ''}`
    this.pictures.set(name, { type, bytes })
    return name
  }

  private confirm(id: number): Answer {
    const { type = '', bytes = Buffer.alloc(0) } = this.uploads[id] ?? {}
    const isPicture = bytes.subarray(1, 4).toString() === 'PNG' || bytes.subarray(0, 2).equals(Buffer.from([0xff, 0xd8])) || bytes.subarray(8, 12).toString() === 'WEBP'
    if (!isPicture) {
      throw new Refusal(422, 'invalid-picture')
    }
    const name = this.keepPicture(type, bytes)
    return { status: 201, body: { name, url: `/api/pictures/${name}`, type, bytes: bytes.length } }
  }

  private who(): Person {
    if (!this.signedIn) {
      throw new Refusal(401, 'not-signed-in')
    }
    return this.signedIn
  }

  private staff(): Person {
    if (this.who().role !== 'STAFF') {
      throw new Refusal(403, 'forbidden')
    }
    return this.who()
  }

  private signUp({ email, name, password }: Record<string, unknown>): Answer {
    if (this.people.some((person) => person.email === email)) {
      throw new Refusal(409, 'email-taken')
    }
    const person: Person = { email: String(email), name: String(name), password: String(password), role: 'CUSTOMER', cart: new Map() }
    this.people.push(person)
    return { status: 201, body: shownPerson(person) }
  }

  private signIn({ email, password }: Record<string, unknown>): unknown {
    const person = this.people.find((candidate) => candidate.email === email && candidate.password === password)
    if (!person) {
      throw new Refusal(401, 'wrong-credentials')
    }
    this.signedIn = person
    return shownPerson(person)
  }

  private cart(language: string): unknown {
    const items = [...this.who().cart].map(([productId, quantity]) => {
      const { name, price, stock, picture } = this.catalogue.described(productId, language)
      return { productId, name, price, stock, picture, quantity, total: price * quantity, available: quantity <= stock }
    })
    return { items, count: items.reduce((sum, { quantity }) => sum + quantity, 0), total: items.reduce((sum, { total }) => sum + total, 0) }
  }
}

function shownPerson({ email, name, role }: Person) {
  return { email, name, role }
}

function isAnswer(answer: unknown): answer is Answer {
  return typeof answer === 'object' && answer !== null && typeof (answer as Answer).status === 'number'
}
