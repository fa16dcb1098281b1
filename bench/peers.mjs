// A device login by each of those who do this job, on a server that is a function, and on timers that never wait: what is left is their work.
import { LogLevel, PublicClientApplication } from '@azure/msal-node'
import { createDeviceFlowMachine } from '@device-flow/machine'
import { createOAuthServices } from '@device-flow/oauth'
import { createOAuthDeviceAuth } from '@octokit/auth-oauth-device'
import * as oauth from 'oauth4webapi'
import * as openid from 'openid-client'
import { createActor } from 'xstate'
import { loginOfChart } from './bare-xstate.mjs'
import { byPeer, loop, sleep } from './by-hand.mjs'

const ISSUER = 'https://id.example.com'
const AS = {
  issuer: ISSUER,
  device_authorization_endpoint: `${ISSUER}/device`,
  token_endpoint: `${ISSUER}/token`,
}
const CLIENT = { client_id: 'tv', token_endpoint_auth_method: 'none' }

/** The server: each code is pending as often as `polls` says, and then granted. */
const pendingLeft = new Map()
let codes = 0
let pendingPolls = 0

/** Has the server say `authorization_pending` so often to each code that it gives from now on. */
export function setPendingPolls(count) {
  pendingPolls = count
}

/** Has the server grant all codes that wait for a person. */
export function grantAll() {
  for (const code of pendingLeft.keys()) pendingLeft.set(code, 0)
}

const json = (status, body) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } })

globalThis.fetch = async (input, init) => {
  const { pathname } = new URL(input)
  if (!/token/.test(pathname)) {
    const device_code = `device-code-${++codes}`
    pendingLeft.set(device_code, pendingPolls)
    return json(200, {
      device_code,
      user_code: 'WDJB-MJHT',
      verification_uri: `${ISSUER}/activate`,
      expires_in: 900,
      interval: 5,
      message: 'Go there.',
    })
  }
  const body = String(init.body)
  const code = body.startsWith('{') ? JSON.parse(body).device_code : new URLSearchParams(body).get('device_code')
  const left = pendingLeft.get(code)
  pendingLeft.set(code, left - 1)
  if (left > 0)
    return json(400, { error: 'authorization_pending', error_description: 'The person has not decided yet.' })
  pendingLeft.delete(code)
  return json(200, { access_token: `access-token-${code}`, token_type: 'bearer', expires_in: 3600, scope: 'api' })
}

// All wait by this, but for device-flow, which has clocks of its own.
const waiting = []
globalThis.setTimeout = (callback, ms, ...values) => {
  const timer = { callback: () => callback(...values), isCancelled: false, unref: () => timer, ref: () => timer }
  // Time-outs of requests never fire here.
  if (ms < 60_000) waiting.push(timer)
  return timer
}
globalThis.clearTimeout = (timer) => {
  if (timer) cancel(timer)
}

/** As the timers of a platform do, one that is cancelled lets go of what it would have called. */
function cancel(timer) {
  timer.isCancelled = true
  timer.callback = undefined
}

let nowMs = Date.now()

const clock = {
  now: () => nowMs,
  monotonic: () => nowMs,
  schedule(callback, delayMs) {
    // That of a request is cancelled before it is over.
    const timer = { callback, isCancelled: false }
    if (delayMs !== 10_000) waiting.push(timer)
    return () => cancel(timer)
  },
}

/** Lets the waits that there are end. Resolves to how many there were. */
export async function endWaits() {
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve))
  const due = waiting.splice(0)
  nowMs += 6_000
  for (const { callback, isCancelled } of due) if (!isCancelled) callback()
  return due.length
}

/** Each signs in once, and resolves to its access token. */
export const PEERS = byPeer({
  byHand: () => loop(AS),
  xstate: () => loginOfChart(AS),
  oauth4webapi: withOAuth4WebApi,
  openidClient: withOpenIdClient,
  octokit: withOctokit,
  msal: withMsal,
  deviceFlow: withDeviceFlow,
})

async function withOAuth4WebApi() {
  const response = await oauth.deviceAuthorizationRequest(AS, CLIENT, oauth.None(), { scope: 'api' })
  const { device_code, interval } = await oauth.processDeviceAuthorizationResponse(AS, CLIENT, response)
  for (;;) {
    await sleep(interval * 1000)
    const polled = await oauth.deviceCodeGrantRequest(AS, CLIENT, oauth.None(), device_code)
    try {
      return (await oauth.processDeviceCodeResponse(AS, CLIENT, polled)).access_token
    } catch (error) {
      if (error.error !== 'authorization_pending') throw error
    }
  }
}

const configuration = new openid.Configuration(AS, 'tv', undefined, openid.None())

async function withOpenIdClient() {
  const authorization = await openid.initiateDeviceAuthorization(configuration, { scope: 'api' })
  return (await openid.pollDeviceAuthorizationGrant(configuration, authorization)).access_token
}

async function withOctokit() {
  const auth = createOAuthDeviceAuth({ clientType: 'oauth-app', clientId: 'tv', scopes: [], onVerification() {} })
  return (await auth({ type: 'oauth' })).token
}

const AUTHORITY = `${ISSUER}/tenant`

async function withMsal() {
  const client = new PublicClientApplication({
    auth: {
      clientId: 'tv',
      authority: AUTHORITY,
      knownAuthorities: ['id.example.com'],
      authorityMetadata: JSON.stringify({
        ...AS,
        authorization_endpoint: `${ISSUER}/authorize`,
        issuer: AUTHORITY,
        jwks_uri: `${ISSUER}/keys`,
      }),
    },
    system: { loggerOptions: { logLevel: LogLevel.Error, loggerCallback() {} } },
  })
  const result = await client.acquireTokenByDeviceCode({ scopes: ['api'], deviceCodeCallback() {} })
  return result.accessToken
}

const services = createOAuthServices({
  endpoints: {
    deviceAuthorizationEndpoint: AS.device_authorization_endpoint,
    tokenEndpoint: AS.token_endpoint,
  },
  clientId: 'tv',
  scope: 'api',
  clock,
  fetch: (input, init) => fetch(input, init),
})

function withDeviceFlow() {
  const actor = createActor(createDeviceFlowMachine(services))
  return new Promise((resolve, reject) => {
    actor.subscribe((snapshot) => {
      if (snapshot.matches('error')) reject(snapshot.context.error)
      if (!snapshot.matches('authorized')) return
      actor.stop()
      resolve(snapshot.context.tokens.accessToken.reveal())
    })
    actor.start()
    actor.send({ type: 'start' })
  })
}
