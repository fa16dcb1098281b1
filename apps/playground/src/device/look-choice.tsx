import type { ReactElement } from 'react'
import type { DeviceLook } from '../settings/settings.ts'

const LOOKS: Record<DeviceLook, string> = { tv: 'TV', kiosk: 'Kiosk', terminal: 'Terminal' }

/** What the device looks like: changed at once, and its login goes on. */
export function LookChoice({ look, onLook }: { look: DeviceLook; onLook: (look: DeviceLook) => void }): ReactElement {
  return (
    <div className="looks" role="group" aria-label="Look of the device">
      {(Object.keys(LOOKS) as DeviceLook[]).map((one) => (
        <button key={one} aria-pressed={one === look} onClick={() => onLook(one)}>
          {LOOKS[one]}
        </button>
      ))}
    </div>
  )
}
