import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createFrameTransport } from './chart/frame-transport.ts'
import { LabHost } from './lab/lab-host.ts'
import { fetchConfig } from './playground-config.ts'
import { Playground } from './playground.tsx'
import { settingsFromAddress } from './settings/settings-link.ts'

const chart = createFrameTransport()
const host = new LabHost(await fetchConfig(), settingsFromAddress(location.hash), [chart])
createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <Playground host={host} chart={chart.frame} />
  </StrictMode>,
)
