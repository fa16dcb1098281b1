import { createScriptedServices } from '@device-flow/testing'
import { act, fireEvent, render, screen } from '@testing-library/react'
import type { ReactElement } from 'react'
import { expect, test } from 'vitest'
import { useDeviceFlow } from '../src/index.ts'

test('a whole login with 12 pending polls renders the component that shows the code three times', async () => {
  const services = createScriptedServices()
  const { clock } = services
  let renders = 0
  function Login(): ReactElement {
    renders++
    const flow = useDeviceFlow(services, { clock })
    return flow.status === 'awaitingUser' ? <b>{flow.userCode}</b> : <button onClick={flow.start}>Sign in</button>
  }
  render(<Login />)
  fireEvent.click(screen.getByRole('button'))
  await act(() => clock.advance(60_000))
  expect(screen.getByText('WDJB-MJHT')).toBeTruthy()
  expect(services.calls('pollToken')).toHaveLength(12)
  expect(renders).toBe(3)
})
