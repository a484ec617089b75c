import { randomUUID } from 'node:crypto'
import { request, type APIRequestContext } from 'playwright-core'
import { inject } from 'vitest'

export interface Account {
  email: string
  name: string
  password: string
}

export interface Goods {
  id: number
  name: string
  category: string
  price: number
  stock: number
}

export interface NewGoods {
  nameEn: string
  nameKo: string
  price: number
  stock: number
}

/** Somebody who uses the shop's API without the page, for what a test needs to be there. */
export class Client {
  private constructor(private readonly requests: APIRequestContext) {}

  /** With cookies of its own, or those of a browser that it shall sign in. */
  static async start(requests?: APIRequestContext): Promise<Client> {
    return new Client(requests ?? (await request.newContext()))
  }

  static async staff(): Promise<Client> {
    const client = await Client.start()
    await client.signIn('staff@example.test', inject('api').staffPassword)
    return client
  }

  async end(): Promise<void> {
    await this.requests.dispose()
  }

  async get<Answer>(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    return (await (await this.requests.get(inject('api').url + path, { headers })).json()) as Answer
  }

  async signUp(): Promise<Account> {
    const account = { email: `${randomUUID()}@example.test`, name: 'Kim Minji', password: 'correct horse battery' }
    await this.send('post', '/api/accounts', account)
    return account
  }

  /** @return status of the answer */
  async signIn(email: string, password: string): Promise<number> {
    return (await this.answer('post', '/api/session', { email, password })).status()
  }

  /** What is for sale and enough of it. */
  async goods(language = 'en', category = ''): Promise<Goods[]> {
    const { items } = await this.get<{ items: Goods[] }>(`/api/products?${new URLSearchParams({ category })}`, { 'Accept-Language': language })
    return items.filter(({ stock }) => stock > 20)
  }

  /** Places orders of two products each; returns their numbers. */
  async placeOrders(count: number): Promise<number[]> {
    const [first, second] = await this.goods()
    const address = { recipient: 'Kim Minji', street: '12 Sejong-daero', postalCode: '04524', city: 'Seoul', country: 'KR' }
    const numbers: number[] = []
    for (let placed = 0; placed < count; placed++) {
      const items = [{ productId: first?.id, quantity: placed + 1 }, { productId: second?.id, quantity: 1 }]
      numbers.push((await this.send<{ id: number }>('post', '/api/orders', { items, address })).id)
    }
    return numbers
  }

  async moveOrder(id: number, status: string): Promise<void> {
    await this.send('post', `/api/staff/orders/${id}/status`, { status })
  }

  async sell(goods: NewGoods): Promise<number> {
    return (await this.send<{ id: number }>('post', '/api/staff/products', { descriptionEn: '', descriptionKo: '', category: null, picture: null, ...goods })).id
  }

  async changeStock(id: number, change: number): Promise<void> {
    await this.send('post', `/api/staff/products/${id}/stock-changes`, { change, reason: '' })
  }

  async withdraw(id: number): Promise<void> {
    await this.send('delete', `/api/staff/products/${id}`)
  }

  private async send<Answer>(method: 'post' | 'delete', path: string, data?: unknown): Promise<Answer> {
    const answer = await this.answer(method, path, data)
    if (!answer.ok()) {
      throw new Error(`${method} ${path} was answered with ${answer.status()}: ${await answer.text()}`)
    }
    return (answer.status() === 204 ? undefined : await answer.json()) as Answer
  }

  private async answer(method: 'post' | 'delete', path: string, data?: unknown) {
    // Any answer brings the token, another one after each change of who is signed in.
    await this.requests.get(`${inject('api').url}/api/session`)
    const token = (await this.requests.storageState()).cookies.find(({ name }) => name === 'XSRF-TOKEN')?.value ?? ''
    return this.requests[method](inject('api').url + path, { data, headers: { 'X-XSRF-TOKEN': decodeURIComponent(token), 'Idempotency-Key': randomUUID() } })
  }
}
