import { render, type RenderResult } from '@testing-library/vue'
import { createPinia, setActivePinia } from 'pinia'
import { h, type Component } from 'vue'
import { createMemoryHistory, type Router } from 'vue-router'
import { VApp, VMain } from 'vuetify/components'
import { i18n } from '@/i18n'
import '@/staff/messages'
import { createShopRouter } from '@/router'
import { createShopVuetify } from '@/vuetify'

/** Renders a view as the shop does, at an address of the shop. */
export async function renderShop(view: Component, at = '/', props: Record<string, unknown> = {}): Promise<RenderResult & { router: Router }> {
  i18n.global.locale.value = 'en'
  const pinia = createPinia()
  setActivePinia(pinia)
  const router = createShopRouter(createMemoryHistory())
  router.push(at)
  await router.isReady()
  const shop = () => h(VApp, () => h(VMain, () => h(view, props)))
  return { ...render(shop, { global: { plugins: [pinia, i18n, createShopVuetify(), router] } }), router }
}
