import type { CartLine } from '@/cart/cartLine'
import type { DescribedProduct } from '@/catalogue/products'
import type { Address, Order } from '@/orders/orders'

export const tea: DescribedProduct = { id: 7, name: 'Barley tea', price: 4.5, stock: 100, picture: null, category: 'tea', description: 'Roasted in the morning.' }
export const kettle: DescribedProduct = { id: 9, name: 'Iron kettle', price: 60, stock: 3, picture: null, category: 'kitchen', description: '' }

export function inCart({ id, name, price, stock, picture }: DescribedProduct, quantity: number): CartLine {
  return { productId: id, name, price, stock, picture, quantity, available: quantity <= stock }
}

export const address: Address = { recipient: 'Kim Minji', street: '12 Sejong-daero', extra: '', postalCode: '04524', city: 'Seoul', country: 'KR', phone: '' }

export const order: Order = {
  id: 17,
  status: 'PLACED',
  placedAt: '2026-11-24T09:00:00Z',
  total: 47,
  items: [
    { productId: 7, name: 'Barley tea', price: 4.5, quantity: 2 },
    { productId: 2, name: 'Teapot', price: 38, quantity: 1 },
  ],
  address,
  cancellable: true,
  history: [{ status: 'PLACED', at: '2026-11-24T09:00:00Z', by: 'CUSTOMER' }],
}
