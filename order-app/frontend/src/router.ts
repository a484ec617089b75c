import { createRouter, createWebHistory, type RouterHistory } from 'vue-router'
import { useSession } from './session/session'

export function createShopRouter(history: RouterHistory = createWebHistory()) {
  const router = createRouter({
    history,
    routes: [
      { path: '/', name: 'products', component: () => import('./products/ProductsView.vue') },
      { path: '/cart', name: 'cart', component: () => import('./cart/CartView.vue') },
      { path: '/sign-in', name: 'sign-in', component: () => import('./session/SignInView.vue') },
      { path: '/orders', name: 'orders', component: () => import('./orders/OrdersView.vue'), meta: { ownOnly: true } },
      { path: '/orders/:id', name: 'order', component: () => import('./orders/OrderView.vue'), props: true, meta: { ownOnly: true } },
      { path: '/:path(.*)*', name: 'missing', component: () => import('./PageMissing.vue') },
    ],
    scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
  })
  router.beforeEach(async (to) => {
    if (to.meta.ownOnly && !(await useSession().whoIsIt())) {
      return { name: 'sign-in', query: { then: to.fullPath } }
    }
  })
  return router
}
