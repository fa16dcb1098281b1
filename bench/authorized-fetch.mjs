// What an authorized call costs beside a bare fetch with a fixed header, while the token is valid: CPU time of this process, by calls of both
// kinds in turns, to a server in another process.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import process from 'node:process'
import { createDeviceFlowMachine, Secret } from '@device-flow/machine'
import { createAuthorizedFetch } from '@device-flow/session'
import { createActor } from 'xstate'

const CALLS = 200
const ROUNDS = 41
const WARM_UP = 10
const TOKEN = 'access-token-1'

if (process.argv[2] === 'server') serve()
else await compare()

function serve() {
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'application/json')
    response.end('{"orders":[]}')
  })
  server.listen(0, '127.0.0.1', () => process.send(server.address().port))
  process.on('disconnect', () => process.exit())
}

async function compare() {
  const child = fork(new URL(import.meta.url), ['server'])
  const [port] = await once(child, 'message')
  const url = `http://127.0.0.1:${port}/orders`
  const authorizedFetch = createAuthorizedFetch(await signedIn(), { allowedOrigins: [new URL(url).origin] })

  const authorization = `Bearer ${TOKEN}`
  const json = { 'content-type': 'application/json' }
  const body = JSON.stringify({ item: 'tea' })
  const post = { method: 'POST', body }
  // The bare ones as most people write them: with an object of headers for each call.
  const kinds = {
    GET: [() => fetch(url, { headers: { authorization } }), () => authorizedFetch(url)],
    'GET with a signal': [
      () => fetch(url, { signal: new AbortController().signal, headers: { authorization } }),
      () => authorizedFetch(url, { signal: new AbortController().signal }),
    ],
    'POST with a body': [
      () => fetch(url, { ...post, headers: { ...json, authorization } }),
      () => authorizedFetch(url, { ...post, headers: json }),
    ],
    // Its body may have to be sent twice, and can be read once: a copy is kept.
    'Request with a body': [
      () => fetch(new Request(url, { ...post, headers: { ...json, authorization } })),
      () => authorizedFetch(new Request(url, { ...post, headers: json })),
    ],
  }
  process.stdout.write(`an authorized call beside a bare fetch, medians of ${ROUNDS} rounds of ${CALLS} calls\n`)
  for (const [name, [plain, authorized]] of Object.entries(kinds)) {
    const rounds = []
    for (let round = 0; round < ROUNDS + WARM_UP; round++) {
      // In turns, and each first every other time: what the machine does beside hits both alike.
      const inOrder = round % 2 === 0
      const first = await cpuOf(inOrder ? plain : authorized)
      const second = await cpuOf(inOrder ? authorized : plain)
      if (round >= WARM_UP) rounds.push(inOrder ? [first, second] : [second, first])
    }
    const ofPlain = median(rounds.map(([cost]) => cost))
    const ofAuthorized = median(rounds.map(([, cost]) => cost))
    const ratio = median(rounds.map(([before, after]) => after / before))
    process.stdout.write(
      `${name.padEnd(20)} bare ${ofPlain.toFixed(0)} µs  authorized ${ofAuthorized.toFixed(0)} µs  ${ratio.toFixed(2)}×\n`,
    )
  }
  child.disconnect()
}

/** CPU time of one call, µs. */
async function cpuOf(call) {
  const before = process.cpuUsage()
  for (let count = 0; count < CALLS; count++) await (await call()).text()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / CALLS
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]
}

function signedIn() {
  const now = Date.now()
  const services = {
    requestDeviceAuthorization: async () => ({
      deviceCode: new Secret('device-code-1'),
      userCode: 'WDJB-MJHT',
      verificationUri: 'https://id.example.com/activate',
      expiresAt: now + 900_000,
      receivedAt: now,
    }),
    pollToken: async () => ({
      type: 'granted',
      tokens: {
        accessToken: new Secret(TOKEN),
        refreshToken: new Secret('refresh-token-1'),
        tokenType: 'bearer',
        expiresAt: now + 3_600_000,
        receivedAt: now,
      },
    }),
    refreshTokens: async () => ({ type: 'refused', error: new Error('not in this script') }),
    revokeTokens: async () => {},
    sleep: async ({ until }) => (until > now + 60_000 ? new Promise(() => {}) : undefined),
  }
  const actor = createActor(createDeviceFlowMachine(services)).start()
  actor.send({ type: 'start' })
  return new Promise((resolve) => {
    const subscription = actor.subscribe((snapshot) => {
      if (!snapshot.matches('authorized')) return
      subscription.unsubscribe()
      resolve(actor)
    })
  })
}
