import type { ContractAdapter, MountRequest } from '@device-flow/testing/contract'
import { act, render } from '@testing-library/react'
import { Fragment, StrictMode, useEffect } from 'react'
import type { ReactElement } from 'react'
import { DeviceFlowProvider, useDeviceFlow, useDeviceFlowContext } from '../src/index.ts'
import type { DeviceFlow, DeviceFlowOptions, DeviceFlowSource } from '../src/index.ts'

interface ConsumerProps extends Pick<MountRequest, 'onMount'> {
  onDraw: (flow: DeviceFlow) => void
}

/** What every component here does with its login. */
function useConsumer(flow: DeviceFlow, { onDraw, onMount }: ConsumerProps): null {
  onDraw(flow)
  useEffect(() => onMount?.(flow), [])
  return null
}

interface OwnerProps extends ConsumerProps {
  services: DeviceFlowSource
  options: DeviceFlowOptions
}

function Owner({ services, options, ...consumer }: OwnerProps): null {
  // Both made anew in each render, as people write it: neither may restart anything (I2). A detached login is found by its services.
  const same = options.onUnmount === 'detach' ? services : ({ ...services } as DeviceFlowSource)
  return useConsumer(useDeviceFlow(same, { ...options }), consumer)
}

function Reader(consumer: ConsumerProps): null {
  return useConsumer(useDeviceFlowContext(), consumer)
}

/** React under contract: one component with a login of its own, or several below a provider. */
export function reactAdapter({ strict }: { strict: boolean }): ContractAdapter {
  const Mode = strict ? StrictMode : Fragment
  return {
    act: async (work) => {
      await act(async () => work())
    },
    mount({ services, consumers, onMount, ...options }) {
      const drawn = Array.from({ length: consumers }, () => ({ draws: 0, flow: undefined as DeviceFlow | undefined }))
      const onDraw = (index: number) => (flow: DeviceFlow) => {
        const one = drawn[index]!
        one.draws++
        one.flow = flow
      }
      // Made anew for each render: React would not draw the same elements again.
      const tree = (): ReactElement => (
        <Mode>
          {consumers === 1 ? (
            <Owner services={services} options={options} onDraw={onDraw(0)} onMount={onMount} />
          ) : (
            <DeviceFlowProvider services={services} options={options}>
              {drawn.map((_, index) => (
                <Reader key={index} onDraw={onDraw(index)} onMount={onMount} />
              ))}
            </DeviceFlowProvider>
          )}
        </Mode>
      )
      const { rerender, unmount } = render(tree())
      return {
        unmount,
        redraw: () => rerender(tree()),
        consumers: drawn.map((one) => ({ view: () => one.flow!, draws: () => one.draws, commands: () => one.flow! })),
      }
    },
  }
}
