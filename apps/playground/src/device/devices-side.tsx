import type { ReactElement } from 'react'
import { useDevices, useLab } from '../lab/lab-context.ts'
import { Device } from './device.tsx'

/** The devices that are on, side by side. */
export function DevicesSide(): ReactElement {
  const lab = useLab()
  const devices = useDevices()
  return (
    <div className="devices">
      {devices.map(({ name, life }) => (
        // Drawn anew for another lab, too: a login is created once.
        <Device key={`${lab.id} ${name} ${life}`} name={name} />
      ))}
    </div>
  )
}
