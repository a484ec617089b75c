import userEvent from '@testing-library/user-event'
import { screen } from '@testing-library/vue'
import { expect, it } from 'vitest'
import { useCart } from '@/cart/cart'
import { answering, outOfReach } from '@/testing/api'
import { renderShop } from '@/testing/render'
import ProductsView from './ProductsView.vue'

const tea = { id: 1, name: 'Barley tea', price: 4.5, stock: 100 }
const teapot = { id: 2, name: 'Teapot', price: 38, stock: 3 }
const apron = { id: 3, name: 'Linen apron', price: 25, stock: 0 }
const page = (...items: object[]) => ({ body: { items, page: 0, size: 12, total: items.length } })

it('says that products are being loaded, then shows them', async () => {
  answering({ 'GET /api/products': [page(tea, teapot, apron)] })
  await renderShop(ProductsView)
  expect(screen.getByRole('status', { name: 'Loading products' })).toBeInTheDocument()
  expect(await screen.findByRole('heading', { name: 'Barley tea' })).toBeInTheDocument()
  expect(screen.getByText('€4.50')).toBeInTheDocument()
  expect(screen.getByText('Only 3 left')).toBeInTheDocument()
  expect(screen.getByText('3 products')).toBeInTheDocument()
})

it('puts a product into the cart, but none that is sold out', async () => {
  answering({ 'GET /api/products': [page(tea, apron)] })
  await renderShop(ProductsView)
  await userEvent.click(await screen.findByRole('button', { name: 'Add Barley tea to cart' }))
  expect(useCart().lines).toMatchObject([{ productId: 1, quantity: 1 }])
  expect(screen.getByRole('button', { name: 'Add Linen apron to cart' })).toBeDisabled()
})

it('shows what the address asks for', async () => {
  const calls = answering({ 'GET /api/categories': [{ body: [{ code: 'tea', name: 'Tea' }] }], 'GET /api/products': [page({ ...tea, category: 'tea' })] })
  await renderShop(ProductsView, '/?category=tea&query=bar&sort=-price&page=2')
  expect(await screen.findByRole('heading', { name: 'Results for “bar”' })).toBeInTheDocument()
  expect(calls.map(({ path }) => path)).toContain('/api/products?query=bar&category=tea&sort=-price&page=1')
  expect(await screen.findByRole('link', { name: 'Tea' })).toHaveAttribute('aria-current', 'page')
  expect(screen.getByRole('link', { name: 'Barley tea' })).toHaveAttribute('href', '/products/1')
})

it('gets along with an API that knows no categories and no single products', async () => {
  answering({ 'GET /api/products': [page(tea)] })
  await renderShop(ProductsView)
  await screen.findByRole('heading', { name: 'Barley tea' })
  expect(screen.queryByRole('link', { name: 'Barley tea' })).not.toBeInTheDocument()
  expect(screen.queryByRole('navigation', { name: 'Categories' })).not.toBeInTheDocument()
})

it('counts no further than the API does', async () => {
  answering({ 'GET /api/products': [{ body: { items: [tea], page: 0, size: 12, total: 1000 } }] })
  await renderShop(ProductsView)
  expect(await screen.findByText('1,000+ products')).toBeInTheDocument()
})

it('says that nothing was found, and leads back to all', async () => {
  answering({ 'GET /api/products': [page(), page(tea)] })
  await renderShop(ProductsView, '/?query=zzz')
  expect(await screen.findByText('No product matches “zzz”.')).toBeInTheDocument()
  await userEvent.click(screen.getByRole('link', { name: 'Show all products' }))
  expect(await screen.findByRole('heading', { name: 'Barley tea' })).toBeInTheDocument()
})

it.each([
  ['broken', { status: 500, body: { detail: 'NullPointerException' } }, 'Something went wrong on our side. Please try again in a moment.'],
  ['out of reach', outOfReach, 'We couldn’t reach the shop. Check your connection and try again.'],
])('says that the shop is %s, and tries again when told to', async (_how, failure, sentence) => {
  answering({ 'GET /api/products': [failure, page(tea)] })
  await renderShop(ProductsView)
  expect(await screen.findByRole('alert')).toHaveTextContent(sentence)
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }))
  expect(await screen.findByRole('heading', { name: 'Barley tea' })).toBeInTheDocument()
})
