// What watching a login costs: the same whole logins, unwatched and watched, in turns, on services that answer at once.
// "in its way" is what the login's own transitions take longer; "in all" counts what is told after them, in the same process.
import { createDeviceFlowMachine, Secret } from '@device-flow/machine'
import { createInspector } from '@device-flow/inspect'
import { createActor } from 'xstate'

const LOGINS = 100
const ROUNDS = 11
const POLLS = 20

function services() {
  let now = Date.UTC(2026, 0, 1)
  let polls = 0
  return {
    requestDeviceAuthorization: async () => ({
      deviceCode: new Secret(`device-code-${now}`),
      userCode: 'WDJB-MJHT',
      verificationUri: 'https://id.example.com/activate',
      verificationUriComplete: 'https://id.example.com/activate?user_code=WDJB-MJHT',
      expiresAt: now + 900_000,
      intervalMs: 5000,
      receivedAt: now,
    }),
    pollToken: async () => {
      now += 5000
      if (++polls < POLLS) return { type: 'pending', receivedAt: now }
      const accessToken = new Secret(`access-token-${now}`)
      const refreshToken = new Secret(`refresh-token-${now}`)
      return {
        type: 'granted',
        tokens: { accessToken, refreshToken, tokenType: 'bearer', scope: 'openid', receivedAt: now },
      }
    },
    refreshTokens: async () => ({ type: 'refused', error: new Error('not in this script') }),
    revokeTokens: async () => {},
    sleep: async () => {},
  }
}

function login(inspect) {
  return new Promise((resolve) => {
    const actor = createActor(createDeviceFlowMachine(services()), inspect ? { inspect } : {})
    actor.subscribe((snapshot) => {
      if (!snapshot.matches('authorized')) return
      actor.stop()
      resolve()
    })
    actor.start()
    actor.send({ type: 'start' })
  })
}

let deferredMs = 0
const { queueMicrotask } = globalThis
globalThis.queueMicrotask = (callback) =>
  queueMicrotask(() => {
    const startedAt = performance.now()
    callback()
    deferredMs += performance.now() - startedAt
  })

async function measure(inspect) {
  deferredMs = 0
  const startedAt = performance.now()
  for (let count = 0; count < LOGINS; count++) await login(inspect)
  const allMs = performance.now() - startedAt
  return { allMs, inItsWayMs: allMs - deferredMs }
}

let told = 0
const inspector = createInspector({ transport: { send: () => void told++ } })
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]
const rounds = []
for (let round = 0; round < ROUNDS + 3; round++) {
  const unwatched = await measure(undefined)
  const watched = await measure(inspector.inspect)
  if (round >= 3) rounds.push({ unwatched, watched })
}
await inspector.close()

const perLogin = (pick) => median(rounds.map(pick)) / LOGINS
const unwatchedMs = perLogin(({ unwatched }) => unwatched.allMs)
const inItsWayMs = perLogin(({ watched }) => watched.inItsWayMs)
const allMs = perLogin(({ watched }) => watched.allMs)
const microseconds = (ms) => `${Math.round(ms * 1000)} µs`
process.stdout.write(
  `a login with ${POLLS} polls, ${Math.round(told / LOGINS / (ROUNDS + 3))} messages (medians of ${ROUNDS} rounds)
unwatched            ${microseconds(unwatchedMs)}
watched, in its way  ${microseconds(inItsWayMs)}  ${(inItsWayMs / unwatchedMs).toFixed(2)}×
watched, in all      ${microseconds(allMs)}  ${(allMs / unwatchedMs).toFixed(2)}×
`,
)
