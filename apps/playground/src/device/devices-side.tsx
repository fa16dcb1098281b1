import type { ReactElement } from 'react'
import { useDevices, useLab } from '../lab/lab-context.ts'
import type { DeviceLook } from '../settings/settings.ts'
import { Device } from './device.tsx'
import { LookChoice } from './look-choice.tsx'
import { QrNote } from './qr-note.tsx'

interface Props {
  look: DeviceLook
  onLook: (look: DeviceLook) => void
}

/** The devices that are on, one above the other, and what they look like. */
export function DevicesSide({ look, onLook }: Props): ReactElement {
  const lab = useLab()
  const devices = useDevices()
  return (
    <div className="devices">
      <div className="side-head">
        <h2>The device</h2>
        <LookChoice look={look} onLook={onLook} />
      </div>
      {devices.map(({ name, life }) => (
        // Drawn anew for another lab, too: a login is created once.
        <Device key={`${lab.id} ${name} ${life}`} name={name} look={look} />
      ))}
      <QrNote />
    </div>
  )
}
