import { virtualEpoch } from '@device-flow/testing'
import { expect, test, vi } from 'vitest'
import { consoleTransport } from '../src/index.ts'
import type { InspectionMessage } from '../src/index.ts'
import { logins, runLogin } from './logins.ts'

async function logOf(name: string): Promise<string[]> {
  const lines: string[] = []
  await runLogin(name, { transports: [consoleTransport({ write: (line) => void lines.push(line) })] })
  return lines
}

const withoutTime = (line: string): string => line.replace(/^\d\d:\d\d:\d\d\.\d{3} /, '')

test('a login reads as one line a transition, with why', async () => {
  expect((await logOf('approve')).map(withoutTime)).toEqual([
    'idle → requesting   A person wants to sign in',
    'requesting → awaitingUser   The server gave a code for the person and one for the device',
    'awaitingUser → polling   The interval has passed',
    'polling → awaitingUser   Not decided yet',
    'awaitingUser → polling   The interval has passed',
    'polling → awaitingUser   Not decided yet',
    'awaitingUser → polling   The interval has passed',
    'polling → authorized   The person approved: tokens',
  ])
})

test('times are those of the login, on the clock of this place', async () => {
  const at = new Date(virtualEpoch + 5_000)
  const [hours, minutes] = [at.getHours(), at.getMinutes()].map((part) => String(part).padStart(2, '0'))
  expect((await logOf('approve'))[2]).toMatch(new RegExp(`^${hours}:${minutes}:05\\.000 awaitingUser → polling`))
})

test('blips and errors are seen, with what the services said', async () => {
  const blips = (await logOf('blips')).join('\n')
  expect(blips).toContain(
    'requesting.sending → requesting.backingOff   No answer: a blip: offline – Scripted blip: offline.',
  )
  expect(blips).toContain('awaitingUser.waiting → awaitingUser.backingOff')
  expect((await logOf('deny')).at(-1)).toContain(
    'polling → error   Denied, expired or refused: denied, access_denied – Scripted end: denied',
  )
  expect((await logOf('a restored session')).map(withoutTime)[0]).toBe(
    'idle → authorized   A restored session holds tokens',
  )
  expect((await logOf('a hint during back-off')).join('\n')).toContain(
    'awaitingUser.waiting   The person is probably done',
  )
})

function snapshot(extra: object): InspectionMessage {
  const about = { protocol: 1, sequence: 1, at: 0, rootId: 'x:0', sessionId: 'x:0', taken: [] }
  return {
    type: 'snapshot',
    ...about,
    event: { type: 'e' },
    snapshot: { status: 'active' },
    ...extra,
  } as unknown as InspectionMessage
}

test('hostile text stays one harmless line (H2)', () => {
  const write = vi.fn<(line: string) => void>()
  const why = `\u001B[31mred\u0007\n\u202Eevil\u2028${'long '.repeat(1_000)}`
  consoleTransport({ write }).send(snapshot({ taken: [{ from: 'a', to: 'b', event: 'e', why }] }))
  expect(write).toHaveBeenCalledOnce()
  const line = write.mock.calls[0]?.[0] ?? ''
  expect(line).toContain('a → b   [31mred evil long long')
  expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}]/u)
  expect(line.length).toBeLessThan(350)
})

test('a machine that comes to a halt is told, and so is which login it was when there are several', () => {
  const lines: string[] = []
  const transport = consoleTransport({ write: (line) => void lines.push(withoutTime(line)) })
  const status = { snapshot: { status: 'error', error: { name: 'Error', message: 'a bug' } } }
  transport.send(snapshot(status))
  for (const rootId of ['x:0', 'x:7']) transport.send(snapshot({ type: 'actor', id: 'a', rootId, sessionId: rootId }))
  transport.send(snapshot({ ...status, rootId: 'x:7', sessionId: 'x:7' }))
  expect(lines).toEqual(['the machine came to a halt   a bug', '[x:7] the machine came to a halt   a bug'])
})

test('without being told otherwise, it writes to the console', () => {
  const log = vi.spyOn(globalThis.console, 'log').mockImplementation(() => {})
  consoleTransport().send(snapshot({ taken: [{ from: 'a', to: 'b', event: 'e' }] }))
  expect(log.mock.calls.flat().map((line) => withoutTime(String(line)))).toEqual(['a → b'])
  log.mockRestore()
})

test('every kind of login can be read', async () => {
  for (const name of Object.keys(logins)) expect((await logOf(name)).length, name).toBeGreaterThan(0)
})
