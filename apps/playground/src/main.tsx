import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createFrameTransport } from './chart/frame-transport.ts'
import { LabHost } from './lab/lab-host.ts'
import { fetchConfig } from './playground-config.ts'
import { Playground } from './playground.tsx'
import { keepSettings, keptSettings } from './settings/kept-settings.ts'

const chart = createFrameTransport()
const config = await fetchConfig()
const host = new LabHost(config, keptSettings(config), [chart])
host.subscribe(() => keepSettings(host.state().settings))
createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <Playground host={host} chart={chart.frame} />
  </StrictMode>,
)
