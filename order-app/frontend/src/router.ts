import { createRouter, createWebHistory, type RouterHistory } from 'vue-router'
import { useSession } from './session/session'

declare module 'vue-router' {
  interface RouteMeta {
    /** For those signed in only. */
    requiresAuth?: boolean
    /** Leads on to where the visitor wanted to go. */
    authPage?: boolean
  }
}

export function createShopRouter(history: RouterHistory = createWebHistory()) {
  const router = createRouter({
    history,
    routes: [
      { path: '/', name: 'products', component: () => import('./products/ProductsView.vue') },
      { path: '/products/:id', name: 'product', component: () => import('./products/ProductView.vue'), props: true },
      { path: '/cart', name: 'cart', component: () => import('./cart/CartView.vue') },
      { path: '/checkout', name: 'checkout', component: () => import('./checkout/CheckoutView.vue'), meta: { requiresAuth: true } },
      { path: '/sign-in', name: 'sign-in', component: () => import('./account/SignInView.vue'), meta: { authPage: true } },
      { path: '/sign-up', name: 'sign-up', component: () => import('./account/SignUpView.vue'), meta: { authPage: true } },
      { path: '/password', name: 'password', component: () => import('./account/PasswordView.vue'), meta: { requiresAuth: true } },
      { path: '/orders', name: 'orders', component: () => import('./orders/OrdersView.vue'), meta: { requiresAuth: true } },
      { path: '/orders/:id', name: 'order', component: () => import('./orders/OrderView.vue'), props: true, meta: { requiresAuth: true } },
      {
        path: '/staff',
        component: () => import('./staff/StaffLayout.vue'),
        meta: { requiresAuth: true },
        redirect: { name: 'staff-orders' },
        children: [
          { path: 'orders', name: 'staff-orders', component: () => import('./staff/orders/StaffOrdersView.vue') },
          { path: 'orders/:id', name: 'staff-order', component: () => import('./staff/orders/StaffOrderView.vue'), props: true },
          { path: 'products', name: 'staff-products', component: () => import('./staff/products/StaffProductsView.vue') },
          { path: 'products/new', name: 'staff-product-new', component: () => import('./staff/products/NewProductView.vue') },
          { path: 'products/:id', name: 'staff-product', component: () => import('./staff/products/StaffProductView.vue'), props: true },
          { path: 'figures', name: 'staff-figures', component: () => import('./staff/figures/FiguresView.vue') },
        ],
      },
      { path: '/:path(.*)*', name: 'missing', component: () => import('./layout/PageMissing.vue') },
    ],
    scrollBehavior: (to, from, saved) => saved ?? (to.path === from.path && to.query.page === from.query.page ? undefined : { top: 0 }),
  })
  router.beforeEach(async (to) => {
    if (to.meta.requiresAuth && !(await useSession().fetchAccount())) {
      return { name: 'sign-in', query: { then: to.fullPath } }
    }
  })
  return router
}
