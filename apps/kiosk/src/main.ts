import { createApp } from 'vue'
import App from './App.vue'
import { loadConfig } from './config.ts'
import { developmentInspector } from './development-inspector.ts'
import { createKiosk, type Kiosk } from './kiosk.ts'

// Once: after a fault the configuration is loaded again.
let inspect: Kiosk['inspect']

const load = async (): Promise<Kiosk> => {
  const config = await loadConfig('./config.json')
  inspect ??= await developmentInspector(config)
  return { ...createKiosk(config), inspect }
}

createApp(App, { load }).mount('#app')
