import type { ContractAdapter } from '@device-flow/testing/contract'
import { act, render } from '@testing-library/react'
import { Fragment, StrictMode } from 'react'
import type { ReactElement } from 'react'
import { DeviceFlowProvider, useDeviceFlow, useDeviceFlowContext } from '../src/index.ts'
import type { DeviceFlow, DeviceFlowOptions, DeviceFlowSource } from '../src/index.ts'

interface ConsumerProps {
  onDraw: (flow: DeviceFlow) => void
}

interface OwnerProps extends ConsumerProps {
  services: DeviceFlowSource
  options: DeviceFlowOptions
}

function Owner({ services, options, onDraw }: OwnerProps): null {
  // Both made anew in each render, as people write it: neither may restart anything (I2).
  onDraw(useDeviceFlow({ ...services } as DeviceFlowSource, { ...options }))
  return null
}

function Reader({ onDraw }: ConsumerProps): null {
  onDraw(useDeviceFlowContext())
  return null
}

/** React under contract: one component with a login of its own, or several below a provider. */
export function reactAdapter({ strict }: { strict: boolean }): ContractAdapter {
  const Mode = strict ? StrictMode : Fragment
  return {
    act: async (work) => {
      await act(async () => work())
    },
    mount({ services, consumers, ...options }) {
      const drawn = Array.from({ length: consumers }, () => ({ draws: 0, flow: undefined as DeviceFlow | undefined }))
      const onDraw = (index: number) => (flow: DeviceFlow) => {
        const one = drawn[index]!
        one.draws++
        one.flow = flow
      }
      const children = drawn.map((_, index) => <Reader key={index} onDraw={onDraw(index)} />)
      const tree: ReactElement =
        consumers === 1 ? (
          <Owner services={services} options={options} onDraw={onDraw(0)} />
        ) : (
          <DeviceFlowProvider services={services} options={options}>
            {children}
          </DeviceFlowProvider>
        )
      const { unmount } = render(<Mode>{tree}</Mode>)
      return {
        unmount,
        consumers: drawn.map((one) => ({ view: () => one.flow!, draws: () => one.draws, commands: () => one.flow! })),
      }
    },
  }
}
