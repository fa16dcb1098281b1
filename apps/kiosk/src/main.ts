import { developmentInspector } from '@device-flow/app-shared/development-inspector'
import { createApp } from 'vue'
import App from './App.vue'
import { loadConfig } from './config.ts'
import { createKeepaliveFetch } from './keepalive-fetch.ts'
import { createKiosk, type Kiosk } from './kiosk.ts'

// Both are made once: after a fault the configuration is loaded again, every half minute for as long as it cannot work.
const fetch = createKeepaliveFetch()
let inspect: Kiosk['inspect']

const load = async (): Promise<Kiosk> => {
  const config = await loadConfig('./config.json')
  inspect ??= await developmentInspector(config)
  return { ...createKiosk(config, fetch), inspect }
}

createApp(App, { load }).mount('#app')
