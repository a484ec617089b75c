import { createApp } from 'vue'
import App from './App.vue'
import './dashboard.css'

createApp(App).mount('#page')
