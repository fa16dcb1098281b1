import { useDeviceFlow } from '@device-flow/react'
import { useEffect, useState, type ReactElement } from 'react'
import { useLab } from '../lab/lab-context.ts'
import type { DeviceLook } from '../settings/settings.ts'
import { Casing } from './casing.tsx'
import { DeviceScreen } from './device-screen.tsx'
import { useKeptFocus } from './use-kept-focus.ts'

/** A mock device on the real hook. Another `key` is another life of it, on the same store. */
export function Device({ name, look }: { name: string; look: DeviceLook }): ReactElement {
  const lab = useLab()
  const [services] = useState(() => lab.createServices(name))
  const { clock, inspector, devices } = lab
  // A reload stops the actor itself: an unmount that cancels would sign out.
  const flow = useDeviceFlow(services, { clock, inspect: inspector.inspect, keepTrying: true, onUnmount: 'detach' })
  useEffect(() => devices.drawn(name, flow), [devices, name, flow])
  const place = useKeptFocus<HTMLElement>(flow.status)
  return (
    <section
      ref={place}
      className={`device device-${look}`}
      aria-label={name === 'device' ? 'The device' : 'The second device'}
    >
      <Casing look={look}>
        <DeviceScreen name={name} flow={flow} />
      </Casing>
    </section>
  )
}
