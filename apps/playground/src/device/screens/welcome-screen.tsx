import type { DeviceFlow } from '@device-flow/react'
import { useSyncExternalStore, type ReactElement } from 'react'
import { useLab } from '../../lab/lab-context.ts'
import { sharedSessionWords } from '../shared-session-words.ts'
import { ScreenLayout } from './screen-layout.tsx'

type Idle = Extract<DeviceFlow, { status: 'idle' }>

/** Nobody is signed in; beside another device, why not. */
export function WelcomeScreen({ name, flow }: { name: string; flow: Idle }): ReactElement {
  const { devices } = useLab()
  const other = useSyncExternalStore(devices.subscribe, () => devices.statusBeside(name))
  return (
    <ScreenLayout
      title="Welcome"
      text="Sign in with your phone. There is nothing to type here."
      news={other && !flow.restoring ? sharedSessionWords(other) : ''}
    >
      <button className="main" onClick={flow.start}>
        Sign in
      </button>
    </ScreenLayout>
  )
}
