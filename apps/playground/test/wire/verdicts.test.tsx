import { act } from '@testing-library/react'
import { expect, test } from 'vitest'
import type { Trouble } from '../../src/lab/troubles/trouble.ts'
import { openDevice, openPlayground } from '../open-playground.tsx'

const NO_METADATA: Trouble = {
  name: 'no-metadata',
  title: 'No metadata',
  explanation: 'The metadata cannot be reached.',
  goodClient: 'It says so.',
  group: 'network',
  kinds: ['discovery'],
  lasts: 'until-off',
  intercept: () => Promise.reject(new TypeError('Failed to fetch')),
}

test('a login that fails at the metadata is judged there, and not at a request that was never sent', async () => {
  const { lab, press, until } = openPlayground()
  act(() => lab().troubles.switchOn(NO_METADATA))
  await press('Sign in')
  const isJudged = (): boolean =>
    lab()
      .wire.list()
      .some(({ verdict }) => verdict !== undefined)
  await until(isJudged)
  expect(lab().wire.list().at(-1)).toMatchObject({ kind: 'discovery', verdict: { outcome: 'offline' } })
})

test('metadata that came at the second try was taken, and the first try is passed over', async () => {
  const { lab, press, untilStatus } = openPlayground()
  await press('Connection reset')
  await press('Sign in')
  await untilStatus('awaitingUser')
  const outcomes = lab()
    .wire.list()
    .filter(({ kind }) => kind === 'discovery')
    .map(({ verdict }) => verdict?.outcome)
  expect(outcomes).toEqual(['passed over', 'taken'])
})

test('both requests of a sign-out are judged, and a refusal says why', async () => {
  const { lab, press, until, untilStatus } = openPlayground()
  await press('Sign in')
  await untilStatus('awaitingUser')
  await press('Slow down')
  await press('To the next poll')
  await press('Allow all')
  await untilStatus('authorized')
  await press('Sign out')
  await until(
    () =>
      lab()
        .wire.list()
        .filter(({ kind, verdict }) => kind === 'revocation' && verdict).length === 2,
  )
  const outcomes = lab()
    .wire.list()
    .map(({ kind, verdict }) => `${kind} ${verdict?.outcome}`)
  expect(outcomes).toContain('poll slowDown')
  expect(outcomes.filter((outcome) => outcome === 'revocation revoked')).toHaveLength(2)
})

test('a login that ends at metadata of another origin says so at each request, and calls none of it a network fault', async () => {
  const { lab, press, untilStatus } = openDevice()
  let asked = 0
  const intercept: Trouble['intercept'] = async () => {
    const isFirst = asked++ % 2 === 0
    const response = isFirst ? new Response() : Response.json({ issuer: 'https://evil.example' })
    const hidden = isFirst ? { status: { value: 0 }, type: { value: 'opaqueredirect' } } : {}
    return Object.defineProperties(response, {
      redirected: { value: true },
      url: { value: 'https://evil.example/' },
      ...hidden,
    })
  }
  act(() => lab().troubles.switchOn({ ...NO_METADATA, intercept }))
  await press('Sign in')
  await untilStatus('error')
  const outcomes = lab()
    .wire.list()
    .map(({ verdict }) => verdict?.outcome)
  expect(new Set(outcomes)).toEqual(new Set(['redirect', 'not used']))
})

const failing: Trouble['intercept'] = async () => new Response('', { status: 500 })

test('a granted poll whose keys do not come says that they are awaited, until the login has ended', async () => {
  const { lab, press, until, untilStatus } = openDevice()
  act(() => lab().troubles.switchOn({ ...NO_METADATA, name: 'no-keys', kinds: ['keys'], intercept: failing }))
  await press('Sign in')
  await untilStatus('awaitingUser')
  await press('Allow all')
  const outcomes = (kind: string): (string | undefined)[] =>
    lab()
      .wire.list()
      .filter((exchange) => exchange.kind === kind)
      .map(({ verdict }) => verdict?.outcome)
  await until(() => outcomes('poll').includes('approved'))
  expect(outcomes('keys')[0]).toBe('passed over')
  await until(() => lab().devices.flow()?.status !== 'awaitingUser')
  expect(outcomes('poll')).not.toContain('approved')
})
