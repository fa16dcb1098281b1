import { createDeviceFlowMachine, DeviceFlowError, Secret, TransientFault } from '@device-flow/machine'
import type { DeviceFlowServices } from '@device-flow/machine'
import { createCanaries, createScriptedServices, expectNoCanaries, findCanaries } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { createActor } from 'xstate'
import type { InspectionEvent } from 'xstate'
import {
  consoleTransport,
  createInspector,
  recordTranscript,
  transcriptFromFragment,
  transcriptToFragment,
} from '../src/index.ts'
import type { InspectionTransport } from '../src/index.ts'
import { replayTranscript } from '../src/replay.ts'
import { webSocketTransport } from '../src/websocket.ts'
import { openInspectorWindow } from '../src/window.ts'
import { FakePage, FakeViewer, viewerUrl } from './fake-window.ts'
import { collect } from './support.ts'
import { startViewerServer } from './viewer-server.ts'

const base64url = (text: string): string => Buffer.from(text).toString('base64url')

const jwt = (secret: string): string => `${base64url('{"alg":"none"}')}.${base64url(secret)}.${base64url(secret)}`

/** Several secrets of each kind: every code, token, key and parameter is another one. */
function manySecrets() {
  const [first, second, third, others] = [createCanaries(), createCanaries(), createCanaries(), createCanaries()]
  return {
    deviceCode: first.deviceCode,
    deviceCodeAgain: second.deviceCode,
    accessToken: first.accessToken,
    accessTokenRefreshed: second.accessToken,
    accessTokenJwt: first.idToken,
    refreshToken: first.refreshToken,
    refreshTokenRotated: second.refreshToken,
    idToken: second.idToken,
    idTokenRefreshed: third.idToken,
    clientSecret: first.clientSecret,
    clientSecretOther: second.clientSecret,
    dpopKey: third.accessToken,
    dpopKeyOther: third.refreshToken,
    otp: others.deviceCode,
    otpOther: others.accessToken,
  }
}

type Secrets = ReturnType<typeof manySecrets>

/** What a careless service throws: with the request, the key and the answer in it. */
function carelessFault(secrets: Secrets, receivedAt: number): TransientFault {
  const cause = Object.assign(
    new Error(`POST device_code=${encodeURIComponent(secrets.deviceCode)} failed: ${secrets.deviceCode}`),
    {
      config: {
        headers: new Headers({
          authorization: `Basic ${Buffer.from(`tv:${secrets.clientSecret}`).toString('base64')}`,
        }),
        body: new URLSearchParams({ client_secret: secrets.clientSecretOther, device_code: secrets.deviceCode }),
        key: { kty: 'EC', crv: 'P-256', x: 'x', d: secrets.dpopKey },
        text: `{"sent": true, "client_secret": ${JSON.stringify(secrets.clientSecretOther)}`,
      },
      keys: new Map([['dpop', { kty: 'OKP', d: secrets.dpopKeyOther }]]),
    },
  )
  return new TransientFault('serverError', `It said ${secrets.deviceCode}`, { receivedAt, cause })
}

/** A whole login, and what comes after it, on careless services; every secret passes by. */
async function carelessLogin(transport: InspectionTransport, watch?: (event: InspectionEvent) => void) {
  const secrets = manySecrets()
  const scripted = createScriptedServices({
    authorizations: [{ ok: { deviceCode: secrets.deviceCode } }, { ok: { deviceCode: secrets.deviceCodeAgain } }],
    polls: [
      'pending',
      { ended: 'denied', code: 'access_denied' },
      {
        granted: {
          accessToken: secrets.accessToken,
          refreshToken: secrets.refreshToken,
          idToken: jwt(secrets.idToken),
        },
      },
    ],
    refreshes: [
      {
        refreshed: {
          accessToken: secrets.accessTokenRefreshed,
          refreshToken: secrets.refreshTokenRotated,
          idToken: jwt(secrets.idTokenRefreshed),
        },
      },
      { refreshed: { accessToken: jwt(secrets.accessTokenJwt) } },
      'unexpected',
    ],
  })
  const { clock } = scripted
  let polls = 0
  let refreshes = 0
  const services: DeviceFlowServices = {
    ...scripted,
    async pollToken(authorization, call) {
      if (polls++ === 1) throw carelessFault(secrets, clock.now())
      return scripted.pollToken(authorization, call)
    },
    async refreshTokens(tokens) {
      if (refreshes++ < 2) return scripted.refreshTokens(tokens)
      throw new DeviceFlowError('refused', `Not ${jwt(secrets.accessTokenJwt)}`, {
        errorDescription: secrets.refreshTokenRotated,
      })
    },
  }
  const inspector = createInspector({ transport, now: () => clock.now(), secretNames: ['otp'] })
  const actor = createActor(createDeviceFlowMachine(services), {
    inspect(event) {
      watch?.(event)
      inspector.inspect(event)
    },
  }).start()
  const until = (state: 'authorized' | 'error'): Promise<number> =>
    clock.runUntil(() => actor.getSnapshot().matches(state))
  actor.send({ type: 'start', request: { scope: 'openid', parameters: { otp: secrets.otp, acr_values: 'mfa' } } })
  await until('error')
  actor.send({
    type: 'start',
    request: {
      parameters: { otp: secrets.otpOther, link: `https://x.example/?otp=${encodeURIComponent(secrets.otp)}` },
    },
  })
  await until('authorized')
  for (const _ of [1, 2, 3]) {
    actor.send({ type: 'refresh' })
    await clock.advance(1_000)
  }
  expect(actor.getSnapshot().context.error?.reason).toBe('refused')
  actor.stop()
  return { secrets, inspector }
}

const wires: [string, () => Promise<{ transport: InspectionTransport; wire: () => string | Promise<string> }>][] = [
  [
    'any transport',
    async () => {
      const { transport, messages } = collect()
      return { transport, wire: () => JSON.stringify(messages) }
    },
  ],
  [
    'the log',
    async () => {
      const lines: string[] = []
      return { transport: consoleTransport({ write: (line) => void lines.push(line) }), wire: () => lines.join('\n') }
    },
  ],
  [
    'the transcript',
    async () => {
      const recorder = recordTranscript()
      return { transport: recorder, wire: () => recorder.toJsonLines() }
    },
  ],
  [
    'a link with it',
    async () => {
      const recorder = recordTranscript()
      return {
        transport: recorder,
        async wire() {
          const { fragment } = await transcriptToFragment(recorder.toJsonLines())
          return `${fragment}\n${await transcriptFromFragment(fragment)}`
        },
      }
    },
  ],
  [
    'the replay of it',
    async () => {
      const { transport, messages } = collect()
      return { transport, wire: () => JSON.stringify(replayTranscript(messages)) }
    },
  ],
  [
    'a window that is there from the start',
    async () => {
      const page = new FakePage()
      const viewer = new FakeViewer()
      page.next = viewer
      const transport = openInspectorWindow({ url: viewerUrl, page: page.asWindow() })
      const open = (side: Parameters<NonNullable<typeof transport.open>>[0]): void => {
        transport.open?.(side)
        page.hello(viewer)
      }
      return { transport: { ...transport, open }, wire: () => JSON.stringify(viewer.received) }
    },
  ],
  [
    'a window that comes late',
    async () => {
      const page = new FakePage()
      const viewer = new FakeViewer()
      page.next = viewer
      const transport = openInspectorWindow({ url: viewerUrl, page: page.asWindow() })
      return {
        transport,
        wire() {
          page.hello(viewer)
          return JSON.stringify(viewer.received)
        },
      }
    },
  ],
  [
    'a WebSocket',
    async () => {
      const server = await startViewerServer()
      const transport = webSocketTransport({ url: server.url })
      return {
        transport,
        async wire() {
          await server.until(() => server.received.length > 80)
          server.say({ type: 'hello', protocol: 1 })
          await server.until(() => server.received.length > 160)
          return server.frames.join('\n')
        },
      }
    },
  ],
]

describe('a whole login with several secrets of each kind tells none of them (H3)', () => {
  test.each(wires)('by %s', async (_which, lay) => {
    const { transport, wire } = await lay()
    const { secrets, inspector } = await carelessLogin(transport)
    inspector.flush()
    const text = await wire()
    await inspector.close()
    expect(text.length).toBeGreaterThan(500)
    expectNoCanaries(text, secrets)
  })
})

test('these logins do carry each of the secrets, so a leak would show', async () => {
  const passing = new Set<string>()
  const { transport } = collect()
  const { secrets, inspector } = await carelessLogin(transport, (event) => gather(event, passing))
  await inspector.close()
  const found = new Set(findCanaries([...passing].join('\n'), secrets).map(({ canary }) => canary))
  expect(Object.keys(secrets).filter((name) => !found.has(name))).toEqual([])
})

/** Everything that a value holds as text, secrets too. */
function gather(value: unknown, texts: Set<string>, seen: Set<unknown> = new Set()): void {
  if (typeof value === 'string') texts.add(value)
  if (typeof value !== 'object' || value === null || seen.has(value)) return
  seen.add(value)
  if (value instanceof Secret) texts.add(value.reveal())
  if (value instanceof Error) gather([value.message, value.cause], texts, seen)
  const isIterable = typeof (value as Partial<Iterable<unknown>>)[Symbol.iterator] === 'function'
  for (const member of isIterable ? (value as Iterable<unknown>) : Object.values(value)) gather(member, texts, seen)
}
