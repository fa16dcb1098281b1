import { useDeviceFlow } from '@device-flow/react'
import { useEffect, useState, type ReactElement } from 'react'
import { useLab } from '../lab/lab-context.ts'
import { Screen } from './screen.tsx'

/** A mock device on the real hook. Another `key` is another life of it, on the same store. */
export function Device({ name }: { name: string }): ReactElement {
  const lab = useLab()
  const [services] = useState(() => lab.createServices(name))
  const { clock, inspector, settings, devices } = lab
  // A reload stops the actor itself: an unmount that cancels would sign out.
  const flow = useDeviceFlow(services, { clock, inspect: inspector.inspect, keepTrying: true, onUnmount: 'detach' })
  useEffect(() => devices.drawn(name, flow), [devices, name, flow])
  return (
    <section
      className={`device device-${settings.look}`}
      aria-label={name === 'device' ? 'The device' : 'The second device'}
    >
      <Screen flow={flow} />
    </section>
  )
}
