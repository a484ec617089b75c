import { useI18n } from 'vue-i18n'
import type { Product } from '@/catalogue/products'
import { useNotices } from '@/notices/notices'
import { useCart } from './cart'

/** A function that puts a product into the cart and says so. */
export function useAddToCart(): (product: Product, quantity?: number) => void {
  const { t } = useI18n()
  const cart = useCart()
  const notices = useNotices()

  return (product, quantity) => {
    cart.add(product, quantity)
    notices.show({ text: t('products.added', { name: product.name }), link: { text: t('nav.cart'), to: '/cart' } })
  }
}
