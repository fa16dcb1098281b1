import { findCanaries } from '@device-flow/testing'
import { act, fireEvent, screen, within } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { learnSecrets } from '../../src/wire/masked/masked-exchange.ts'
import { KnownSecrets } from '../../src/wire/masked/known-secrets.ts'
import { StepsPanel } from '../../src/steps/steps-panel.tsx'
import { wireReport } from '../../src/recording/wire-report.ts'
import type { Trouble } from '../../src/lab/troubles/trouble.ts'
import { openDevice, openPlayground, type OpenPlayground } from '../open-playground.tsx'

/** What is in the page: texts and attributes, those of titles and labels too. */
const page = (): string => document.documentElement.outerHTML + document.title

const steps = (): HTMLElement => screen.getByRole('region', { name: 'On the wire, step by step' })

const choose = (name: RegExp): void => void fireEvent.click(within(steps()).getByRole('button', { name }))

const copy = (name: string): Promise<void> =>
  act(async () => void within(steps()).getAllByRole('button', { name })[0]?.click())

/** Unfolds all that is folded at the step. */
function unfoldAll(): void {
  for (const folded of steps().querySelectorAll('details.exchange:not([open]) > summary')) fireEvent.click(folded)
}

/** Every secret that went over the wire, by its name. */
function secretsOnWire({ lab }: OpenPlayground): Record<string, string> {
  const found: Record<string, string> = {}
  const collect = new KnownSecrets()
  collect.add = (name, value) => {
    if (value.length >= 8) found[`${name} ${Object.keys(found).length}`] = value
  }
  for (const exchange of lab().wire.list()) learnSecrets(exchange, collect)
  return found
}

async function signedIn(): Promise<OpenPlayground> {
  const opened = openPlayground()
  await opened.press('Sign in')
  await opened.untilStatus('awaitingUser')
  await opened.press('To the next poll')
  await opened.press('Allow all')
  await opened.untilStatus('authorized')
  return opened
}

test('the step under way is marked and shown, and another one can be chosen', async () => {
  const { press, untilStatus } = openPlayground()
  const current = (): string | null | undefined => steps().querySelector('[aria-current="step"]')?.textContent
  expect(current()).toMatch(/^1Step 1: Request a device code/)
  await press('Sign in')
  await untilStatus('awaitingUser')
  expect(current()).toContain('Step 2')
  expect(within(steps()).getByText(/Nothing is sent\. The device shows verification_uri/)).toBeDefined()
  choose(/Step 1/)
  expect(within(steps()).getByText(/Device authorization request/)).toBeDefined()
  choose(/Follow the login/)
  expect(within(steps()).getByRole('heading', { level: 3 }).textContent).toMatch(/^2\./)
})

test('a whole login shows none of its secrets before somebody asks, in any form of any request', async () => {
  const opened = await signedIn()
  await opened.press('Sign out')
  await opened.until(
    () =>
      opened
        .lab()
        .wire.list()
        .filter(({ kind, endedAt }) => kind === 'revocation' && endedAt).length === 2,
  )
  const secrets = secretsOnWire(opened)
  expect(Object.keys(secrets).join()).toMatch(/device_code.*access_token.*token/)
  for (const step of [/Step 1/, /Step 3/, /Step 5/, /Step 7/]) {
    choose(step)
    unfoldAll()
    for (const form of ['Raw', 'curl', 'React', 'Vue', 'Node', 'Command']) {
      for (const tab of within(steps()).getAllByRole('tab', { name: form })) fireEvent.click(tab)
      expect(findCanaries(page(), secrets)).toEqual([])
    }
  }
})

test('one secret is shown when its button is pressed, in raw and in curl, and no other', async () => {
  const opened = await signedIn()
  choose(/Step 5/)
  const granted = opened
    .lab()
    .wire.list()
    .find(({ verdict }) => verdict?.outcome === 'granted')
  const deviceCode = new URLSearchParams(granted?.request.body).get('device_code') ?? ''
  const { access_token: accessToken } = JSON.parse(granted?.response?.body ?? '{}') as { access_token: string }
  choose(new RegExp(`Show device_code of request ${granted?.number}$`))
  expect(page()).toContain(encodeURIComponent(deviceCode))
  expect(page()).not.toContain(accessToken)
  for (const tab of within(steps()).getAllByRole('tab', { name: 'curl' })) fireEvent.click(tab)
  expect(page()).toContain(deviceCode)
  choose(new RegExp(`Hide device_code of request ${granted?.number}$`))
  expect(page()).not.toContain(deviceCode)
})

test('what is copied has a placeholder for what is hidden, and the secret once it is shown', async () => {
  const writeText = vi.fn<(text: string) => Promise<void>>(() => Promise.resolve())
  vi.stubGlobal('navigator', { clipboard: { writeText } })
  const opened = await signedIn()
  choose(/Step 5/)
  const granted = opened
    .lab()
    .wire.list()
    .find(({ verdict }) => verdict?.outcome === 'granted')
  const deviceCode = new URLSearchParams(granted?.request.body).get('device_code') ?? ''
  await copy('Copy raw')
  expect(writeText).toHaveBeenLastCalledWith(expect.stringContaining('device_code=[device_code]&'))
  for (const tab of within(steps()).getAllByRole('tab', { name: 'curl' })) fireEvent.click(tab)
  await copy('Copy curl')
  expect(writeText).toHaveBeenLastCalledWith(expect.stringContaining(`'device_code='"$DEVICE_CODE"''`))
  choose(/Show device_code of request/)
  await copy('Copy curl')
  expect(writeText).toHaveBeenLastCalledWith(expect.stringContaining(`'device_code=${deviceCode}'`))
  vi.unstubAllGlobals()
})

test('what a trouble has answered, what was made of it, and what would have been wrong stands there', async () => {
  const { press, untilStatus } = openPlayground()
  await press('Sign in')
  await untilStatus('awaitingUser')
  await press('Slow down')
  await press('To the next poll')
  const text = (): string => steps().textContent ?? ''
  expect(text()).toContain('trouble: Slow down')
  expect(text()).toContain('slow_down: The server was asked sooner than it likes.')
  expect(text()).toContain('To stop, or to ask for a new code: the old one still works.')
  expect(within(steps()).getAllByRole('link', { name: 'RFC 8628 §3.5' })[0]?.getAttribute('href')).toBe(
    'https://www.rfc-editor.org/rfc/rfc8628#section-3.5',
  )
  await press('To the next poll')
  expect(text()).toMatch(/10\.0 s after the last reply, interval 10 s/)
})

test('twenty polls are a line that says so, and unfold one by one', async () => {
  const { lab, press, until, untilStatus } = openPlayground()
  await press('Sign in')
  await untilStatus('awaitingUser')
  await until(
    () =>
      lab()
        .wire.list()
        .filter(({ kind, verdict }) => kind === 'poll' && verdict).length === 20,
  )
  const line = within(steps())
    .getByText(/authorization_pending/, { selector: 'summary .outcome' })
    .closest('summary')
  expect(line?.textContent).toMatch(/^Polls 4–22 authorization_pending, 19 times, every 5\.0 s/)
  expect(steps().querySelectorAll('details.exchange')).toHaveLength(2)
  fireEvent.click(line as HTMLElement)
  expect(steps().querySelectorAll('details.exchange')).toHaveLength(21)
})

test('an error with the wrong status is taken, and told to be against the letter, here and in the report', async () => {
  const { lab, press, untilStatus, until } = openDevice({}, <StepsPanel />)
  const forbidden: Trouble = {
    name: 'forbidden',
    title: 'Pending with 403',
    explanation: '',
    goodClient: '',
    group: 'answers',
    kinds: ['poll'],
    lasts: 'until-off',
    intercept: async () => Response.json({ error: 'authorization_pending' }, { status: 403 }),
  }
  act(() => lab().troubles.switchOn(forbidden))
  await press('Sign in')
  await untilStatus('awaitingUser')
  await until(() => lab().wire.list().at(-1)?.verdict?.outcome === 'pending')
  const line = 'By the letter: an error comes with the status 400 (or 401 for invalid_client), not 403 (RFC 6749 §5.2).'
  expect(steps().textContent).toContain(line)
  expect(wireReport(lab())).toContain(line)
})
