import type { ReactElement, ReactNode } from 'react'
import type { DeviceLook } from '../settings/settings.ts'

/** What the app on the device is called. */
const TITLES: Record<DeviceLook, string> = { tv: 'Cinema', kiosk: 'Order counter', terminal: '$ shop login' }

/** The thing around the screen: a television, a counter, a window of a terminal. */
export function Casing({ look, children }: { look: DeviceLook; children: ReactNode }): ReactElement {
  return (
    <div className="casing">
      <p className="casing-title">{TITLES[look]}</p>
      <div className="glass">{children}</div>
    </div>
  )
}
