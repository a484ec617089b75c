import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './App.vue'
import { i18n } from './i18n'
import { reloadOnMissingFile } from './release/missingFile'
import { createShopRouter } from './router'
import { createLook } from './vuetify'
import './shop.css'

const router = createShopRouter()
reloadOnMissingFile(router)

createApp(App).use(createPinia()).use(i18n).use(createLook()).use(router).mount('#app')
