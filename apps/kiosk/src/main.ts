import { createApp } from 'vue'
import App from './App.vue'
import { loadConfig } from './config.ts'
import { developmentInspector } from '@device-flow/app-shared/development-inspector'
import { createKiosk, type Kiosk } from './kiosk.ts'
import { createLeavingFetch } from './leaving-fetch.ts'

// Both once: after a fault the configuration is loaded again, every half minute for as long as it can't work.
const leavingFetch = createLeavingFetch()
let inspect: Kiosk['inspect']

const load = async (): Promise<Kiosk> => {
  const config = await loadConfig('./config.json')
  inspect ??= await developmentInspector(config)
  return { ...createKiosk(config, leavingFetch), inspect }
}

createApp(App, { load }).mount('#app')
