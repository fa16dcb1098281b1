import { screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { openPlayground } from './open-playground.tsx'

test('a newcomer signs in with three presses, and sees each request with what was made of it', async () => {
  const { lab, press, untilStatus } = openPlayground()
  await press('Sign in')
  await untilStatus('awaitingUser')
  await screen.findByText(/^Code valid for/)
  await press('To the next poll')
  await press('Allow all')
  await untilStatus('authorized')
  await screen.findByText('Signed in')
  const { wire } = lab()
  expect(wire.list().map(({ kind }) => kind)).toEqual(['discovery', 'deviceAuthorization', 'keys', 'poll', 'poll'])
  expect(wire.list().flatMap(({ verdict }) => verdict?.outcome ?? [])).toEqual([
    'taken',
    'code',
    'used',
    'pending',
    'granted',
  ])
})
