import type { ScriptedServices, ServicesScript } from '@device-flow/testing/virtual'
import { act, fireEvent, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openTelevision } from './television.tsx'

/** Whatever a screen reader may read by itself when it changes. */
const SPEAKS = '[aria-live]:not([aria-live=off]), [role=alert], [role=status], [role=log], [role=timer], output'

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout'] }))
afterEach(() => vi.useRealTimers())

async function openCode(script: ServicesScript = {}): Promise<ScriptedServices> {
  const services = await openTelevision(script)
  await press(services)
  expect(screen.getByText('Say yes there')).toBeTruthy()
  return services
}

/** Presses the button that has the focus, once its screen has stood for a while. */
async function press({ clock }: ScriptedServices): Promise<void> {
  await act(() => vi.advanceTimersByTimeAsync(1000))
  fireEvent.click(document.activeElement ?? document.body)
  await act(() => clock.advance(0))
}

const hint = (): string | null | undefined => document.querySelector('.hint')?.textContent

/** The changes in what a screen reader reads, from now on. */
function listen(): () => string[] {
  const spoken: string[] = []
  const observer = new MutationObserver((mutations) => note(mutations))
  const note = (mutations: MutationRecord[]): void => {
    for (const { target } of mutations) {
      const region = (target instanceof Element ? target : target.parentElement)?.closest(SPEAKS)
      if (region) spoken.push(region.textContent ?? '')
    }
  }
  observer.observe(document.body, { subtree: true, childList: true, characterData: true })
  return () => {
    note(observer.takeRecords())
    return spoken
  }
}

test('who presses the main button with the code on the screen loses nothing: it polls as early as is legal, and says so', async () => {
  // Back-off after a fault is what a hint cuts short.
  const services = await openCode({ polls: [{ fault: 'serverError' }, { after: 3000, do: 'pending' }] })
  await act(() => services.clock.advance(5000))
  expect(services.calls('pollToken')).toHaveLength(1)
  await act(() => services.clock.advance(5000))
  expect(services.calls('pollToken')).toHaveLength(1)
  expect(document.activeElement?.textContent).toBe('I have signed in')
  await press(services)
  expect(services.calls('pollToken')).toHaveLength(2)
  expect(hint()).toBe('The connection is unsteady. Your code stays valid, and this screen is trying again.')
  expect(services.calls('requestDeviceAuthorization')).toHaveLength(1)
})

test('who takes long is told, in the line below the code, what may keep them (C7)', async () => {
  const services = await openCode({ polls: [{ pending: { advice: { text: 'The page may have said why.' } } }] })
  expect(hint()).toBe('This screen goes on by itself as soon as you are done.')
  await act(() => services.clock.advance(6000))
  expect(hint()).toBe('The page may have said why.')
})

test('who says that they are done before they are is told so, once the server has been asked again, and as often as they say it', async () => {
  const inFlight = { after: 3000, do: 'pending' } as const
  const services = await openCode({ polls: Array.from({ length: 9 }, () => inFlight) })
  const words: unknown[] = []
  const after = async (ms: number): Promise<void> => {
    await act(() => services.clock.advance(ms))
    words.push(hint())
  }
  // The first poll goes out after 5 s. Pressed while it is under way: it may have missed the person by a moment.
  await after(6000)
  await press(services)
  await after(3000)
  await after(8000)
  await press(services)
  await after(1000)
  await after(8000)
  const [calm, asking, notYet] = [
    'This screen goes on by itself as soon as you are done.',
    'Thank you. This takes a few seconds.',
    'Not yet: finish on your phone, and this screen goes on by itself.',
  ]
  expect(words).toEqual([calm, asking, notYet, asking, notYet])
})

test('a connection that fails is no "not yet"', async () => {
  const services = await openCode({ polls: [{ fault: 'offline' }, 'pending'] })
  await press(services)
  await act(() => services.clock.advance(5500))
  expect(hint()).toContain('this screen is trying again')
  await act(() => services.clock.advance(20_000))
  expect(hint()).toContain('Not yet')
})

test('a phone that was given the code by a scan has to be compared with the screen (RFC 8628 §3.3.1)', async () => {
  const services = await openCode({
    authorizations: [
      { ok: { verificationUriComplete: null } },
      { ok: { verificationUriComplete: 'https://as.example/device?user_code=WDJB-MJHT' } },
    ],
  })
  expect(screen.getByText('Enter this code')).toBeTruthy()
  fireEvent.keyDown(document.body, { key: 'Escape' })
  await press(services)
  expect(screen.getByText('Check that it shows this code')).toBeTruthy()
  expect(screen.queryByText('Enter this code')).toBeNull()
})

test('while nothing happens, a screen reader hears nothing, though the time runs', async () => {
  const { clock } = await openCode()
  const before = document.querySelector('.countdown')?.textContent
  const spoken = listen()
  for (let second = 0; second < 6; second++) await act(() => clock.advance(1000))
  expect(document.querySelector('.countdown')?.textContent).not.toBe(before)
  expect(spoken()).toEqual([])
})

test('a connection that comes and goes is told of, and the code is not spelled again', async () => {
  const { clock } = await openCode({ polls: [{ fault: 'offline' }, 'pending', { fault: 'offline' }] })
  const spoken = listen()
  await act(() => clock.advance(40_000))
  expect(spoken().filter((text) => text.includes('The connection is unsteady'))).toHaveLength(2)
  expect(spoken().filter((text) => text.includes('enter the code'))).toEqual([])
})

test.each([
  ['answers nothing but errors', { fault: 'serverError', status: 502 }],
  ['answers too late and too early by turns', undefined],
] as const)(
  'a server that stops while the code is shown, and %s, is told of after six tries: the code may still work, no more',
  async (_, fault) => {
    const byTurns = [{ fault: 'timeout' }, { fault: 'serverError', status: 502 }] as const
    const faults = Array.from({ length: 99 }, (_each, index) => fault ?? byTurns[index % 2] ?? byTurns[0])
    const services = await openCode({ polls: [...faults] })
    const spoken = listen()
    const shown: unknown[] = []
    while (services.calls('pollToken').length < 9) {
      await act(() => services.clock.advance(5000))
      shown[services.calls('pollToken').length] = hint()
    }
    expect(shown.slice(1, 6)).toEqual(Array.from({ length: 5 }, () => expect.stringContaining('Your code stays valid')))
    expect(shown.slice(6)).toEqual(
      Array.from({ length: 4 }, () => expect.stringContaining('has not answered for a while')),
    )
    expect(hint()).not.toContain('stays valid')
    // It is read out once, not at each try.
    expect(spoken().filter((text) => text.includes('has not answered'))).toHaveLength(1)
  },
)

test('a server that is gone altogether ends the login after six tries, and that is said', async () => {
  const services = await openCode({ polls: Array.from({ length: 9 }, () => ({ fault: 'offline' as const })) })
  await act(() => services.clock.advance(120_000))
  expect(screen.getByRole('heading').textContent).toBe('There is no connection')
})

test('a code that runs out while the server has trouble is not said to have been left unused (case 11)', async () => {
  const polls = Array.from({ length: 99 }, () => ({ fault: 'serverError', status: 500 }) as const)
  const services = await openCode({ authorizations: [{ ok: { expiresInMs: 30_000 } }], polls })
  await act(() => services.clock.advance(60_000))
  expect(screen.getByRole('heading').textContent).toBe('The sign-in service has trouble')
  expect(document.body.textContent).not.toContain('no longer be used')
})

test.each([3_600_000, -3_600_000])(
  'a clock that is set by %d ms leaves the countdown right, and the person signs in (case 12)',
  async (jump) => {
    const { clock } = await openCode({ polls: ['pending', 'pending', 'pending', 'granted'] })
    await act(() => clock.advance(6_000))
    clock.jumpWall(jump)
    await act(() => clock.advance(10_000))
    expect(document.querySelector('.countdown')?.textContent).toContain('14:44')
    await act(() => clock.advance(15_000))
    expect(screen.queryByText('Say yes there')).toBeNull()
  },
)
