import { createDeviceFlowMachine } from '@device-flow/machine'
import { createCanaries, createScriptedServices, expectNoCanaries, type Canaries } from '@device-flow/testing'
import { createWebSocketReceiver, type StatelyInspectionEvent } from '@statelyai/inspect'
import { createInspectorServer } from '@statelyai/inspect/server'
import { execFile } from 'node:child_process'
import { createServer, type AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterEach, expect, test, vi } from 'vitest'
import { createActor } from 'xstate'
import { connectStatelyInspector, LoopbackError, type StatelyRelayInspector } from '../../src/stately.ts'

/** However busy this machine is. */
const PATIENT = { timeout: 10_000 }

/** Closes without the 2 s passing after which an inspector gives up on a relay. Timers have to be virtual. */
async function closeQuickly(inspector: StatelyRelayInspector): Promise<void> {
  const closed = inspector.close()
  await vi.advanceTimersByTimeAsync(1_000)
  await closed
}

const packageFolder = fileURLToPath(new URL('../..', import.meta.url))

const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

/** The library asks for a port by number, and does not say when it listens. */
async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

function startRelay(port: number): void {
  const relay = createInspectorServer({ port, autoOpen: false })
  closing.push(() => relay.stop())
}

/** The library's own receiver, which the relay tells what it was told before. */
function receive(port: number): StatelyInspectionEvent[] {
  const messages: StatelyInspectionEvent[] = []
  createWebSocketReceiver({ server: `ws://127.0.0.1:${port}` }).subscribe((message) => messages.push(message))
  return messages
}

/** Signs in from beginning to end, in virtual time. */
async function signIn({ inspect }: StatelyRelayInspector, canaries: Canaries = createCanaries()): Promise<void> {
  const { deviceCode, accessToken, refreshToken, idToken, clientSecret } = canaries
  const services = createScriptedServices({
    authorizations: [{ ok: { deviceCode } }],
    polls: ['pending', { granted: { accessToken, refreshToken, idToken } }],
  })
  const actor = createActor(createDeviceFlowMachine(services), { inspect }).start()
  actor.send({ type: 'start', request: { parameters: { client_secret: clientSecret } } })
  await services.clock.runUntil(() => actor.getSnapshot().matches('authorized'))
  actor.stop()
}

/** The last word about a login. */
function isStopped(message: StatelyInspectionEvent): boolean {
  const { type, sessionId, rootId } = message
  return type === '@xstate.snapshot' && sessionId === rootId && message.snapshot.status === 'stopped'
}

test("the relay's viewer is told a whole login, without a secret", async () => {
  const port = await freePort()
  startRelay(port)
  const inspector = connectStatelyInspector({ url: `ws://127.0.0.1:${port}` })
  const canaries = createCanaries()
  const messages = receive(port)

  await signIn(inspector, canaries)
  await vi.waitFor(() => expect(messages.some(isStopped)).toBe(true))
  await inspector.close()

  expect(messages[0]).toMatchObject({ type: '@xstate.actor', name: 'deviceFlow' })
  const told = JSON.stringify(messages)
  expectNoCanaries(told, canaries)
  expect(told).toContain('WDJB-MJHT')
})

test('a process that ends at once after its login has told all of it, and need not wait long', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  closing.push(() => vi.useRealTimers())
  const port = await freePort()
  startRelay(port)
  const inspector = connectStatelyInspector({ url: `ws://127.0.0.1:${port}` })
  await signIn(inspector)
  await closeQuickly(inspector)

  const messages = receive(port)
  await vi.waitFor(() => expect(messages.some(isStopped)).toBe(true), PATIENT)
  expect(messages[0]).toMatchObject({ type: '@xstate.actor', name: 'deviceFlow' })
})

test('a process that ends at once after its last login has told that too', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  closing.push(() => vi.useRealTimers())
  const port = await freePort()
  startRelay(port)
  const inspector = connectStatelyInspector({ url: `ws://127.0.0.1:${port}` })
  const messages = receive(port)
  await signIn(inspector)
  await vi.waitFor(() => expect(messages.some(isStopped)).toBe(true), PATIENT)

  await signIn(inspector)
  await closeQuickly(inspector)

  await vi.waitFor(() => expect(messages.filter(isStopped)).toHaveLength(2), PATIENT)
})

test('a relay that comes late is found within 5 s, and told of the login as it was', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  closing.push(() => vi.useRealTimers())
  const port = await freePort()
  const inspector = connectStatelyInspector({ url: `ws://127.0.0.1:${port}` })
  await vi.waitFor(() => expect(vi.getTimerCount()).toBe(1))
  await signIn(inspector)

  startRelay(port)
  await vi.advanceTimersByTimeAsync(5_000)

  const messages = receive(port)
  await vi.waitFor(() => expect(messages.some(isStopped)).toBe(true))
  expect(messages[0]).toMatchObject({ type: '@xstate.actor', name: 'deviceFlow' })
  vi.useRealTimers()
  await inspector.close()
})

test('a process does not go on only because it is watched', async () => {
  const port = await freePort()
  startRelay(port)
  const script = `
    import { connectStatelyInspector } from '@device-flow/inspect/stately'
    connectStatelyInspector({ url: 'ws://127.0.0.1:${port}' })
    setTimeout(() => console.log('over'), 300)
  `
  const run = promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: packageFolder,
    timeout: 4_000,
  })
  await expect(run).resolves.toMatchObject({ stdout: 'over\n' })
})

test('a filter that throws keeps its messages here, and does not end the process', async () => {
  const port = await freePort()
  startRelay(port)
  const inspector = connectStatelyInspector({
    url: `ws://127.0.0.1:${port}`,
    filter({ type }) {
      if (type === '@xstate.event') throw new Error('A bug in the filter')
      return true
    },
  })
  const messages = receive(port)
  await signIn(inspector)
  await vi.waitFor(() => expect(messages.some(isStopped)).toBe(true))
  await inspector.close()
  expect(messages.filter(({ type }) => type === '@xstate.event')).toEqual([])
})

test('a relay that is not there keeps nobody waiting', async () => {
  const inspector = connectStatelyInspector({ url: `ws://127.0.0.1:${await freePort()}` })
  await signIn(inspector)
  await expect(inspector.close()).resolves.toBeUndefined()
})

test.each([
  'ws://192.168.1.20:8080',
  'ws://relay.example.com',
  'ws://127.0.0.1.example.com',
  'ws://127.0.0.1@example.com',
  'ws://0.0.0.0',
  'wss://localhost.example.com',
])('a login is not told to %s, which is not this machine', (url) => {
  expect(() => connectStatelyInspector({ url })).toThrow(LoopbackError)
})

test.each(['ws://127.0.0.1:1', 'ws://[::1]:1', 'ws://localhost:1'])('%s is this machine', async (url) => {
  await expect(connectStatelyInspector({ url }).close()).resolves.toBeUndefined()
})
