import userEvent from '@testing-library/user-event'
import { screen, waitFor } from '@testing-library/vue'
import { expect, it } from 'vitest'
import { answering } from '@/testing/api'
import { tea } from '@/testing/goods'
import { renderShop } from '@/testing/render'
import ShopHeader from './ShopHeader.vue'

const page = (...items: object[]) => ({ body: { items, page: 0, size: 12, total: items.length } })

it('searches among the products while one types, and keeps it in the address', async () => {
  answering({ 'GET /api/products': [page(tea)] })
  const { router } = await renderShop(ShopHeader, '/?category=tea&page=2')
  await userEvent.type(screen.getByRole('searchbox', { name: 'Search products' }), 'pot')
  await waitFor(() => expect(router.currentRoute.value.query).toEqual({ category: 'tea', query: 'pot' }))
})

it('leaves another page only when told to search', async () => {
  answering({})
  const { router } = await renderShop(ShopHeader, '/cart')
  await userEvent.type(screen.getByRole('searchbox', { name: 'Search products' }), 'pot')
  expect(router.currentRoute.value.path).toBe('/cart')
  await userEvent.keyboard('{Enter}')
  await waitFor(() => expect(router.currentRoute.value.fullPath).toBe('/?query=pot'))
})

it('leads back from the sign-in to where the visitor was', async () => {
  answering({})
  await renderShop(ShopHeader, '/products/7')
  expect(screen.getByRole('link', { name: 'Sign in' })).toHaveAttribute('href', '/sign-in?then=/products/7')
})
