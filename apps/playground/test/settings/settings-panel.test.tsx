import { fireEvent, screen, within } from '@testing-library/react'
import { act } from 'react'
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { DEFAULT_SETTINGS } from '../../src/settings/settings.ts'
import { openPlayground, type OpenPlayground } from '../open-playground.tsx'

const LINK = '#server=issuer&issuer=https://id.example.com&client_id=tv&scope=openid'
const SECRET = 'a-secret-of-a-test'

afterEach(() => {
  history.replaceState(null, '', location.pathname)
  localStorage.clear()
})

function refuseNetwork(): { calls: () => number } {
  const fetch = vi.fn<typeof globalThis.fetch>(() => Promise.reject(new TypeError('Failed to fetch')))
  vi.stubGlobal('fetch', fetch)
  onTestFinished(() => void vi.unstubAllGlobals())
  return { calls: () => fetch.mock.calls.length }
}

/** Opens the page, and unfolds the form. */
async function openForm(...given: Parameters<typeof openPlayground>): Promise<OpenPlayground> {
  const playground = openPlayground(...given)
  act(() => screen.getByText('Another server, or other settings').click())
  const more = await screen.findByText(/^API, client authentication/)
  act(() => more.click())
  return playground
}

function type(label: string, text: string): void {
  fireEvent.change(screen.getByLabelText(label), { target: { value: text } })
}

describe('a link', () => {
  test('fills in the form, and sends nothing until somebody presses the button', async () => {
    const network = refuseNetwork()
    history.replaceState(null, '', LINK)
    const { host, lab, press } = openPlayground()
    expect(screen.getByLabelText<HTMLInputElement>('Issuer').value).toBe('https://id.example.com')
    screen.getByText(/Nothing was sent/)
    expect(host.state().settings).toEqual(DEFAULT_SETTINGS)
    expect([network.calls(), lab().wire.list().length]).toEqual([0, 0])
    await press('Use these settings')
    expect(host.state().settings).toMatchObject({ server: 'issuer', issuer: 'https://id.example.com', clientId: 'tv' })
    expect([network.calls(), location.hash]).toEqual([0, ''])
    screen.getByText(/^Set up, but not checked: nothing was sent/)
  })

  test('that is opened in a page with a client secret does not get it', async () => {
    const { host, press } = await openForm({ server: 'issuer', issuer: 'https://mine.example', clientId: 'tv' })
    type('Client authentication', 'client_secret_post')
    type('Client secret', SECRET)
    await press('Use these settings')
    expect(host.credentials.clientSecret).toBe(SECRET)
    await act(async () => {
      history.replaceState(null, '', `${LINK}&client_auth=client_secret_post`)
      dispatchEvent(new HashChangeEvent('hashchange'))
    })
    expect(screen.getByLabelText<HTMLInputElement>('Client secret').value).toBe('')
    await press('Use these settings')
    screen.getByText(/Enter the client secret/)
    expect(host.state().settings.issuer).toBe('https://mine.example')
  })

  test('that is hostile is refused in words, and taken off the address', () => {
    history.replaceState(null, '', '#server=issuer&issuer=javascript:alert(1)')
    const { host } = openPlayground()
    screen.getByText('The settings in the link were not taken.')
    screen.getByText(/^Issuer: This must be an https address/)
    expect([host.state().settings, location.hash]).toEqual([DEFAULT_SETTINGS, ''])
  })

  test('to what is in use fills the form in, too', async () => {
    await openForm()
    type('Client ID', 'half-typ')
    await act(async () => {
      history.replaceState(null, '', '#server=scripted')
      dispatchEvent(new HashChangeEvent('hashchange'))
    })
    expect(screen.getByLabelText<HTMLInputElement>('Client ID').value).toBe('playground')
  })

  test('can be discarded: the form shows what is in use', async () => {
    history.replaceState(null, '', LINK)
    const { press } = openPlayground()
    await press('Discard the link')
    expect(screen.queryByLabelText('Issuer')).toBeNull()
    expect(screen.getByLabelText<HTMLInputElement>('Client ID').value).toBe('playground')
  })

  test('of a recording is none of these settings', () => {
    history.replaceState(null, '', '#recording=abc')
    openPlayground()
    expect(screen.queryByText(/link/i, { selector: '.notice *' })).toBeNull()
    expect(location.hash).toBe('#recording=abc')
  })
})

test('what is wrong is told at its field, and the login under way goes on', async () => {
  const { host, lab, press, untilStatus } = await openForm()
  await press('Sign in')
  await untilStatus('awaitingUser')
  const before = lab()
  act(() => screen.getByLabelText(/Any issuer/).click())
  await press('Use these settings')
  const field = screen.getByLabelText('Issuer')
  expect(field.getAttribute('aria-invalid')).toBe('true')
  expect(document.getElementById(field.getAttribute('aria-describedby') ?? '')?.textContent).toMatch(/Which server\?/)
  await vi.waitFor(() => expect(document.activeElement).toBe(field))
  expect(host.state().lab).toBe(before)
  type('Issuer', 'http://id.example.com')
  type('Client ID', 'tv')
  await press('Use these settings')
  screen.getByText(/This must be an https address/)
})

test.each([
  ['Client ID', '', /must not be empty/],
  ['Resource', 'orders', /absolute URI/],
  ['Extra parameters', 'acr_values', /name=value/],
  ['Extra parameters', 'grant_type=password', /set by the protocol/],
])('%s as "%s" is told there', async (label, text, words) => {
  const { press } = await openForm()
  type(label, text)
  await press('Use these settings')
  expect(screen.getByText(words).closest('.field')?.querySelector('label')?.textContent).toBe(label)
})

test('a client secret is in memory alone', async () => {
  const { host, lab, press } = await openForm({ server: 'issuer', issuer: 'https://mine.example', clientId: 'tv' })
  type('Client authentication', 'client_secret_basic')
  type('Client secret', SECRET)
  await press('Use these settings')
  await press('Sign in')
  const kept = JSON.stringify([
    host.state().settings,
    { ...localStorage },
    location.href,
    document.title,
    lab().recorder.toJsonLines(),
  ])
  expect(kept).not.toContain(SECRET)
  expect(screen.getByLabelText<HTMLInputElement>('Link to these settings').value).not.toContain(SECRET)
  type('Issuer', 'https://other.example')
  expect(screen.getByLabelText<HTMLInputElement>('Client secret').value).toBe('')
})

test('a key is made in the page, and its public half is shown alone', async () => {
  const { host, press } = await openForm({ server: 'issuer', issuer: 'https://mine.example', clientId: 'tv' })
  type('Client authentication', 'private_key_jwt')
  await press('Use these settings')
  screen.getByText(/Make a key, and register/)
  await press('Make a key')
  const shown = await screen.findByLabelText('Public key of the client')
  expect(Object.keys(JSON.parse(shown.textContent)).toSorted()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y'])
  await press('Use these settings')
  expect(host.state().settings.clientAuth).toBe('private_key_jwt')
  expect(host.credentials.clientKey?.privateKey.extractable).toBe(false)
})

test('another choice of server brings what a login there needs', async () => {
  const config = { issuer: 'http://127.0.0.1:8629', clientId: 'device-flow-demo', apiUrl: 'http://127.0.0.1:8629/api' }
  await openForm({}, config)
  act(() => screen.getByLabelText(/Embedded/).click())
  expect(screen.getByLabelText<HTMLInputElement>('Client ID').value).toBe('device-flow-demo')
  act(() => screen.getByLabelText(/A provider/).click())
  expect(screen.getByLabelText<HTMLInputElement>('Client ID').value).toBe('')
  type('Provider', 'keycloak')
  screen.getByText(/the client’s Web origins/)
  screen.getByLabelText('Tenant')
})

test('the server in the page has its own client again, after one of elsewhere', async () => {
  const { host, press } = await openForm({ server: 'issuer', issuer: 'https://mine.example', clientId: 'abc123' })
  act(() => screen.getByLabelText(/In this page/).click())
  expect(screen.getByLabelText<HTMLInputElement>('Client ID').value).toBe('playground')
  await press('Use these settings')
  expect(host.state().settings.clientId).toBe('playground')
  screen.getByText('In use now. Sign in on the device.')
})

test('a whole address that is pasted as the tenant is taken for its tenant', async () => {
  const { host, press } = await openForm()
  act(() => screen.getByLabelText(/A provider/).click())
  type('Provider', 'auth0')
  type('Tenant', 'https://dev-abc.eu.auth0.com/')
  type('Client ID', 'abc123')
  await press('Use these settings')
  expect(host.state().settings.place).toEqual({ tenant: 'dev-abc.eu' })
  expect(screen.getByLabelText<HTMLInputElement>('Tenant').value).toBe('dev-abc.eu')
})

test('another look of the device leaves what is typed in the form', async () => {
  const { host } = await openForm()
  type('Client ID', 'half-typ')
  act(() => host.chooseLook('kiosk'))
  expect(screen.getByLabelText<HTMLInputElement>('Client ID').value).toBe('half-typ')
})

test('a field is explained when somebody asks', async () => {
  await openForm()
  const settings = within(screen.getByRole('region', { name: 'Server and client' }))
  expect(settings.queryByText(/RFC 9449/)).toBeNull()
  act(() => screen.getByRole('button', { name: 'What is this: DPoP?' }).click())
  expect(settings.getByText(/RFC 9449/)).toBeTruthy()
})

test('a link is copied', async () => {
  const writeText = vi.fn<(text: string) => Promise<void>>(() => Promise.resolve())
  vi.stubGlobal('navigator', { ...navigator, onLine: true, clipboard: { writeText } })
  onTestFinished(() => void vi.unstubAllGlobals())
  const { press } = openPlayground()
  act(() => screen.getByText('A link to these settings').click())
  await press('Copy link')
  expect(writeText.mock.calls).toEqual([[expect.stringMatching(/#server=scripted&client_id=playground/)]])
  await screen.findByText(/^Copied/)
})
