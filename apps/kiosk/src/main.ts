import { createApp } from 'vue'
import App from './App.vue'
import { loadConfig } from './config.ts'
import { createKiosk } from './kiosk.ts'

const load = async (): Promise<ReturnType<typeof createKiosk>> => createKiosk(await loadConfig('./config.json'))

createApp(App, { load }).mount('#app')
