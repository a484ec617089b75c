import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './App.vue'
import { reportStart } from './beacon/report'
import { i18n } from './i18n'
import { reloadOnMissingFile } from './release/missingFile'
import { createShopRouter } from './router'
import { createShopVuetify } from './vuetify'
import './shop.css'

const router = createShopRouter()
reloadOnMissingFile(router)

const app = createApp(App).use(createPinia()).use(i18n).use(createShopVuetify()).use(router)
// In production Vue only logs what a component throws, where the beacon cannot see it.
app.config.errorHandler = reportError
app.mount('#app')
void reportStart(router)
