import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DeviceFlowError } from '@device-flow/machine'
import { createScriptedServices } from '@device-flow/testing'
import isInsideContainer from 'is-inside-container'
import { afterEach, expect, test, vi } from 'vitest'
import { signIn } from './loaded-sign-in.ts'
import type { TerminalPromptOptions } from '../src/index.ts'
import { KeySource } from './key-source.ts'
import { authorized, plainLines, prompt, screen, waiting } from './screen.ts'
import type { Screen } from './screen.ts'
import { whyNoBrowser } from '../src/terminal/why-no-browser.ts'

const expired = new DeviceFlowError('expired', 'The code was not used in time.')
const DESKTOP = { DISPLAY: ':0', BROWSER: '/nowhere/browser' }

// Whether this is one is nothing that a test should depend on.
vi.mock('is-inside-container', () => ({ default: vi.fn<() => boolean>(() => false) }))
const kill = vi.spyOn(process, 'kill').mockReturnValue(true)
const shownScreens: Screen[] = []
afterEach(() => {
  kill.mockClear()
  for (const { onChange } of shownScreens.splice(0)) onChange({ status: 'idle', restoring: false })
})

/** A prompt that waits for its person, who has keys. */
function waitingScreen(
  options: TerminalPromptOptions = {},
): Screen & { input: KeySource; press(key: string): Promise<void> } {
  const input = new KeySource()
  const shown = screen({ input, env: DESKTOP, ...options })
  shown.onPrompt(prompt)
  shown.onChange(waiting)
  shownScreens.push(shown)
  return {
    ...shown,
    input,
    async press(key) {
      input.type(key)
      await shown.clock.advance(50)
    },
  }
}

test.each([
  [100, 'Waiting for you · 15:00 left · Enter opens the page, c copies the code, q ends'],
  [70, 'Waiting for you · 15:00 left · Enter opens, c copies, q ends'],
  [60, '15:00 left · Enter opens, c copies, q ends'],
  [40, 'Waiting for you · 15:00 left'],
])('the last line of %i columns says which keys there are (G12)', (columns, line) => {
  expect(plainLines(waitingScreen({ columns } as TerminalPromptOptions).written()).at(-1)).toBe(line)
})

const OVER_SSH = { ...DESKTOP, SSH_CONNECTION: '192.0.2.1 1 192.0.2.2 22' }

test.each([
  [
    120,
    DESKTOP,
    'Waiting for you · 15:00 left · 1 hitch (no connection), trying again · Enter opens, c copies, q ends',
  ],
  [100, DESKTOP, 'Waiting for you · 15:00 left · 1 hitch (no connection), trying again'],
  [60, OVER_SSH, 'Waiting for you · 15:00 left · 1 hitch · c copies, q ends'],
  [50, OVER_SSH, 'Waiting for you · 15:00 left · 1 hitch'],
  [42, OVER_SSH, 'Waiting for you · 15:00 left · 1 hitch'],
  [40, OVER_SSH, '15:00 left · 1 hitch'],
])('the last line of %i columns says the keys beside a hitch where there is room', (columns, env, line) => {
  const { onChange, written } = waitingScreen({ columns, env } as TerminalPromptOptions)
  written()
  onChange({ ...waiting, blips: 1, lastBlip: 'offline' })
  expect(plainLines(written()).at(-1)).toBe(line)
})

test('c hands the code to the terminal, and claims no more than is known (G10)', async () => {
  vi.stubEnv('PATH', '/nowhere')
  const { press, written, clock } = waitingScreen()
  written()
  await press('c')
  await vi.waitFor(() => expect(written()).toContain('The code was handed to the terminal, for its clipboard.'))
  vi.unstubAllEnvs()
  await clock.advance(3000)
  expect(written()).toContain('Waiting for you')
})

test('c copies the code by the platform’s tool, too, where there is one: then it is known (G10)', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'device-flow-'))
  await writeFile(join(folder, 'wl-copy'), `#!/bin/sh\ncat > ${folder}/clipboard\n`)
  await chmod(join(folder, 'wl-copy'), 0o755)
  vi.stubEnv('PATH', `${folder}:${process.env['PATH']}`)
  vi.stubEnv('WAYLAND_DISPLAY', 'wayland-0')
  const { press, written } = waitingScreen()
  let all = ''
  await press('C')
  await vi.waitFor(() => expect((all += written())).toContain('The code is in the clipboard.'))
  vi.unstubAllEnvs()
  expect(await readFile(join(folder, 'clipboard'), 'utf8')).toBe('WDJB-MJHT')
  expect(all).toContain(`\u{1b}]52;c;${Buffer.from('WDJB-MJHT').toString('base64')}\u{7}`)
  await rm(folder, { recursive: true })
})

test('over SSH Enter opens no browser, and says why (G2)', async () => {
  const { press, written } = waitingScreen({ env: { ...DESKTOP, SSH_CONNECTION: '192.0.2.1 1 192.0.2.2 22' } })
  expect(written()).not.toContain('Enter')
  await press('\r')
  expect(written()).toContain('No browser opens over SSH: open the page yourself.')
})

test.each([
  ['with a window system', { DISPLAY: ':0' }, 'linux', undefined],
  ['without one', {}, 'linux', 'without a desktop'],
  ['on another system', {}, 'darwin', undefined],
  ['over SSH, whatever else there is', { ...DESKTOP, SSH_TTY: '/dev/pts/1' }, 'darwin', 'over SSH'],
  ['with a browser that a container names', { BROWSER: 'code --open' }, 'linux', undefined],
] as const)('whether a browser opens %s (G2)', (_, env, platform, why) => {
  expect(whyNoBrowser(env, platform)).toBe(why)
})

test('in a container none does (G2)', () => {
  vi.mocked(isInsideContainer).mockReturnValueOnce(true)
  expect(whyNoBrowser({ DISPLAY: ':0' }, 'linux')).toBe('in a container')
})

test.each([
  ['q', 'q'],
  ['Ctrl-C', '\u{3}'],
])('%s gives the terminal back, and interrupts as a terminal does (G12)', async (_, key) => {
  const { press, input, written } = waitingScreen()
  expect(input.isRaw).toBe(true)
  await press(key)
  expect(kill).toHaveBeenCalledExactlyOnceWith(0, 'SIGINT')
  expect(input.isLeft).toBe(true)
  // The last line is taken back: a shell's prompt comes next.
  expect(written().endsWith('\r\u{1b}[J')).toBe(true)
})

test('Ctrl-Z gives the terminal back, and when the process goes on there are keys again (G12)', async () => {
  const { input, clock, press } = waitingScreen()
  input.type('\u{1a}')
  expect(kill).toHaveBeenCalledExactlyOnceWith(0, 'SIGTSTP')
  expect(input.isRaw).toBe(false)
  await clock.advance(100)
  expect(input.isRaw).toBe(true)
  await press('q')
  expect(kill).toHaveBeenLastCalledWith(0, 'SIGINT')
})

test.each([
  ['at once', ['q\nrm -rf ~\n']],
  ['in pieces', ['cq', 'q', '\r', 'q']],
  ['with an escape sequence', ['\u{1b}[A']],
])('what is pasted %s is no key (G12)', async (_, chunks) => {
  const { input, clock, written } = waitingScreen()
  written()
  for (const chunk of chunks) {
    input.type(chunk)
    await clock.advance(10)
  }
  await clock.advance(100)
  expect(kill).not.toHaveBeenCalled()
  expect(written()).toBe('')
})

test.each([
  ['success', authorized({ name: 'Ada' })],
  ['failure', { status: 'error', error: expired, canResume: false } as const],
  ['cancellation', { status: 'idle', restoring: false } as const],
])('after a %s the terminal is as it was (G12)', (_, view) => {
  const { input, onChange } = waitingScreen()
  onChange(view)
  expect(input.isLeft).toBe(true)
})

test.each<[string, TerminalPromptOptions]>([
  ['in CI', { env: { CI: 'true' } }],
  ['with keys: false', { keys: false }],
  ['on a dumb terminal', { env: { TERM: 'dumb' } }],
  ['where stdin is no terminal', { input: Object.assign(new KeySource(), { isTTY: false }) }],
  ['where the program reads it', { input: new KeySource().on('readable', () => {}) }],
])('there are no keys %s (G2, G12)', (_, options) => {
  const { input, written } = waitingScreen(options)
  expect((options.input as KeySource | undefined)?.isRaw ?? input.isRaw).toBe(false)
  expect(written()).not.toMatch(/q ends/)
})

test('there are none where nobody tells the prompt how the login ends: it could not give the terminal back (G12)', () => {
  const input = new KeySource()
  screen({ input, env: DESKTOP }).onPrompt(prompt)
  expect(input.isLeft).toBe(true)
})

test.each([
  ['for screen readers', { ACCESSIBLE: '1' }],
  ['without colour', { NO_COLOR: '1' }],
])('%s the keys and what they did are lines of their own (G12)', async (_, env) => {
  const { press, written } = waitingScreen({ env: { ...env, SSH_TTY: '/dev/pts/1' } })
  await press('\r')
  const lines = plainLines(written())
  expect(lines).toContain('Keys: c copies the code, q ends.')
  expect(lines).toContain('No browser opens over SSH: open the page yourself.')
})

/** A login whose first code runs out, on virtual time, at a terminal. */
function expiringLogin() {
  const input = new KeySource()
  const { onPrompt, onChange, onExpired, clock, written } = screen({ input, env: DESKTOP })
  const services = createScriptedServices({ clock, polls: ['expired', 'granted'] })
  const ended = signIn({ services, clock, onPrompt, onChange, onExpired })
  return { input, clock, written, services, ended }
}

test('once a code has run out, r asks for a new one, and the login goes on (G12)', async () => {
  const { input, clock, written, services, ended } = expiringLogin()
  await clock.advance(5000)
  expect(plainLines(written()).at(-1)).toBe('r asks for a new code, q ends')
  input.type('r')
  await clock.advance(6000)
  await ended
  expect(services.calls('requestDeviceAuthorization')).toHaveLength(2)
  expect(plainLines(written()).join('\n')).toMatch(/Waiting for you[^]*Signed in/)
  expect(input.isLeft).toBe(true)
})

test.each([
  ['q ends it', 'q', 50],
  ['nobody presses a key for ten minutes', '', 600_000],
])('a login whose code has run out rejects as expired when %s', async (_, key, ms) => {
  const { input, clock, ended } = expiringLogin()
  const rejection = ended.catch((error: unknown) => error)
  await clock.advance(5000)
  input.type(key)
  await clock.advance(ms)
  expect(await rejection).toMatchObject({ reason: 'expired' })
  expect(kill).not.toHaveBeenCalled()
  expect(input.isLeft).toBe(true)
})
