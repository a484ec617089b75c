import { useI18n } from 'vue-i18n'
import { useNotices } from '@/notices/notices'
import type { Product } from '@/products/products'
import { useCart } from './cart'

/** A function that puts a product into the cart and says so. */
export function useAddToCart(): (product: Product, quantity?: number) => void {
  const { t } = useI18n()
  const cart = useCart()
  const notices = useNotices()

  return (product, quantity) => {
    cart.add(product, quantity)
    notices.tell({ text: t('products.added', { name: product.name }), link: { text: t('nav.cart'), to: '/cart' } })
  }
}
