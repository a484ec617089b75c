import { createRouter, createWebHistory, type RouterHistory } from 'vue-router'
import { useSession, type StaffRole } from './session/session'
import { PLACES, type Place } from './staff/places'

declare module 'vue-router' {
  interface RouteMeta {
    /** For those signed in only. */
    requiresAuth?: boolean
    /** For those of the staff who have it. */
    staffRole?: StaffRole
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
      { path: '/password/forgotten', name: 'forgotten-password', component: () => import('./account/ForgottenPasswordView.vue') },
      { path: '/password/reset', name: 'password-reset', component: () => import('./account/PasswordResetView.vue') },
      { path: '/email/confirmation', name: 'email-confirmation', component: () => import('./account/EmailConfirmationView.vue') },
      { path: '/password', name: 'password', component: () => import('./account/PasswordView.vue'), meta: { requiresAuth: true } },
      { path: '/orders', name: 'orders', component: () => import('./orders/OrdersView.vue'), meta: { requiresAuth: true } },
      { path: '/orders/:id', name: 'order', component: () => import('./orders/OrderView.vue'), props: true, meta: { requiresAuth: true } },
      {
        path: '/staff',
        component: () => import('./staff/StaffLayout.vue'),
        meta: { requiresAuth: true },
        redirect: { name: 'staff-orders' },
        children: [
          { path: 'orders', name: 'staff-orders', component: () => import('./staff/orders/StaffOrdersView.vue'), meta: { staffRole: PLACES.orders } },
          { path: 'orders/:id', name: 'staff-order', component: () => import('./staff/orders/StaffOrderView.vue'), props: true, meta: { staffRole: PLACES.orders } },
          { path: 'print', name: 'staff-print', component: () => import('./staff/print/PrintView.vue'), meta: { staffRole: PLACES.orders } },
          { path: 'products', name: 'staff-products', component: () => import('./staff/products/StaffProductsView.vue'), meta: { staffRole: PLACES.products } },
          { path: 'products/new', name: 'staff-product-new', component: () => import('./staff/products/NewProductView.vue'), meta: { staffRole: PLACES.products } },
          { path: 'products/:id', name: 'staff-product', component: () => import('./staff/products/StaffProductView.vue'), props: true, meta: { staffRole: PLACES.products } },
          { path: 'accounts', name: 'staff-accounts', component: () => import('./staff/accounts/StaffAccountsView.vue'), meta: { staffRole: PLACES.accounts } },
          { path: 'audit', name: 'staff-audit', component: () => import('./staff/audit/AuditView.vue'), meta: { staffRole: PLACES.audit } },
          { path: 'figures', name: 'staff-figures', component: () => import('./staff/figures/FiguresView.vue'), meta: { staffRole: PLACES.figures } },
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
    // Who came to the staff's part as such begins where they may.
    const role = to.meta.staffRole
    if (role && to.redirectedFrom?.path === '/staff' && !useSession().may(role)) {
      const place = (Object.keys(PLACES) as Place[]).find((one) => useSession().may(PLACES[one]))
      return place && { name: `staff-${place}` }
    }
  })
  return router
}
