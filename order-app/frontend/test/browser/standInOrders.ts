import { Refusal, type Person } from './standIn.ts'
import type { Catalogue } from './standInCatalogue.ts'

const WAY = ['PLACED', 'CONFIRMED', 'SHIPPED', 'DELIVERED']
const CANCELLABLE = ['PLACED', 'CONFIRMED']

interface Order {
  id: number
  key: string
  customer: Person
  status: string
  placedAt: string
  items: { productId: number; name: string; price: number; quantity: number }[]
  address: unknown
  history: { status: string; at: string; by: string; who: string }[]
}

/** The orders of the stand-in. */
export class Orders {
  readonly all: Order[] = []

  constructor(private readonly catalogue: Catalogue) {}

  place(customer: Person, key: string, { items, address = null }: Record<string, unknown>) {
    const before = this.all.find((order) => order.key === key && order.customer === customer)
    if (before) {
      return shown(before)
    }
    const lines = (items as { productId: number; quantity: number }[]).map(({ productId, quantity }) => {
      const { nameEn, price, stock } = this.catalogue.find(productId)
      if (stock < quantity) {
        throw new Refusal(409, 'out-of-stock', { productId, available: stock })
      }
      return { productId, name: nameEn, price, quantity }
    })
    const at = new Date().toISOString()
    const order = { id: 1001 + this.all.length, key, customer, status: 'PLACED', placedAt: at, items: lines, address, history: [{ status: 'PLACED', at, by: 'CUSTOMER', who: customer.name }] }
    this.all.unshift(order)
    for (const { productId, quantity } of lines) {
      this.catalogue.find(productId).stock -= quantity
      customer.cart.delete(productId)
    }
    return shown(order)
  }

  of(customer: Person) {
    const items = this.all.filter((order) => order.customer === customer).map(shown)
    return { items, page: 0, size: 20, total: items.length }
  }

  own(customer: Person, id: number) {
    return shown(this.find(id, customer))
  }

  sendTo(customer: Person, id: number, address: unknown) {
    const order = this.find(id, customer)
    order.address = address
    return shown(order)
  }

  cancel(customer: Person, id: number) {
    const order = this.find(id, customer)
    this.turn(order, 'CANCELLED', customer)
    return shown(order)
  }

  forStaff(_staff: Person, query: URLSearchParams) {
    const status = query.get('status')
    const items = this.all.filter((order) => !status || order.status === status).map(shownToStaff)
    return { items, page: 0, size: 20, total: items.length }
  }

  oneForStaff(_staff: Person, id: number) {
    return shownToStaff(this.find(id))
  }

  move(staff: Person, id: number, status: string) {
    const order = this.find(id)
    this.turn(order, status, staff)
    return shownToStaff(order)
  }

  figures(date: string, zone: string) {
    const counted = this.all.filter(({ status }) => status !== 'CANCELLED')
    const lines = counted.flatMap(({ items }) => items)
    const revenueOf = (of: typeof lines) => of.reduce((sum, { price, quantity }) => sum + price * quantity, 0)
    const sold = new Map(lines.map((line) => [line.productId, lines.filter(({ productId }) => productId === line.productId)]))
    return {
      date,
      zone,
      orders: counted.length,
      cancelled: this.all.length - counted.length,
      revenue: revenueOf(lines),
      pieces: lines.reduce((sum, { quantity }) => sum + quantity, 0),
      waiting: Object.fromEntries(WAY.slice(0, 3).map((stage) => [stage, this.all.filter(({ status }) => status === stage).length])),
      bestSellers: [...sold].map(([productId, of]) => ({ productId, name: of[0]?.name, pieces: of.reduce((sum, { quantity }) => sum + quantity, 0), revenue: revenueOf(of) })),
      lowStock: this.catalogue.goods.filter(({ stock }) => stock <= 5).map(({ id, nameEn, stock }) => ({ id, name: nameEn, stock })),
    }
  }

  private find(id: number, customer?: Person): Order {
    const order = this.all.find((candidate) => candidate.id === id && (!customer || candidate.customer === customer))
    if (!order) {
      throw new Refusal(404, 'unknown-order')
    }
    return order
  }

  private turn(order: Order, status: string, { role, name }: Person): void {
    if (order.status === status) {
      return
    }
    if (!nextOf(order).includes(status)) {
      throw new Refusal(409, 'wrong-status', { orderStatus: order.status })
    }
    order.status = status
    order.history.push({ status, at: new Date().toISOString(), by: role, who: name })
    if (status === 'CANCELLED') {
      for (const { productId, quantity } of order.items) {
        this.catalogue.find(productId).stock += quantity
      }
    }
  }
}

function nextOf({ status }: Order): string[] {
  const stage = WAY.indexOf(status)
  const onward = stage >= 0 ? WAY.slice(stage + 1, stage + 2) : []
  return CANCELLABLE.includes(status) ? [...onward, 'CANCELLED'] : onward
}

function shown(order: Order) {
  const { id, status, placedAt, items, address, history } = order
  return {
    id, status, placedAt, items, address,
    total: items.reduce((sum, { price, quantity }) => sum + price * quantity, 0),
    cancellable: CANCELLABLE.includes(status),
    history: history.map((change) => ({ status: change.status, at: change.at, by: change.by })),
  }
}

function shownToStaff(order: Order) {
  const { name, email } = order.customer
  return { ...shown(order), history: order.history, customer: { id: 1, name, email }, next: nextOf(order) }
}
