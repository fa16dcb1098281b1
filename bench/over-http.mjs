// A device login over HTTP by each of those who do this job, loaded when it is asked for: `PEERS[name](origin, onCode)` resolves to the access token.
// Beside it, the server, which says of each code how late its token was.
import { createServer } from 'node:http'
import { byPeer, loop, sleep } from './by-hand.mjs'

// Those of GitHub, as octokit knows no others.
const DEVICE_PATH = '/login/device/code'
const TOKEN_PATH = '/login/oauth/access_token'

export const PEERS = byPeer({
  byHand: (origin, onCode) => loop(serverAt(origin), onCode),
  xstate: withXState,
  oauth4webapi: withOAuth4WebApi,
  openidClient: withOpenIdClient,
  octokit: withOctokit,
  msal: withMsal,
  deviceFlow: withSignIn,
})

async function withXState(origin, onCode) {
  const { loginOfChart } = await import('./bare-xstate.mjs')
  return loginOfChart(serverAt(origin), onCode)
}

async function withOAuth4WebApi(origin, onCode) {
  const oauth = await import('oauth4webapi')
  const [server, client] = [serverAt(origin), { client_id: 'tv' }]
  const insecure = { [oauth.allowInsecureRequests]: true }
  const response = await oauth.deviceAuthorizationRequest(server, client, oauth.None(), { scope: 'api' }, insecure)
  const authorization = await oauth.processDeviceAuthorizationResponse(server, client, response)
  onCode(authorization.user_code)
  for (;;) {
    await sleep(authorization.interval * 1000)
    const { device_code } = authorization
    const polled = await oauth.deviceCodeGrantRequest(server, client, oauth.None(), device_code, insecure)
    try {
      return (await oauth.processDeviceCodeResponse(server, client, polled)).access_token
    } catch (error) {
      if (error.error !== 'authorization_pending') throw error
    }
  }
}

async function withOpenIdClient(origin, onCode) {
  const openid = await import('openid-client')
  const configuration = new openid.Configuration(serverAt(origin), 'tv', undefined, openid.None())
  openid.allowInsecureRequests(configuration)
  const authorization = await openid.initiateDeviceAuthorization(configuration, { scope: 'api' })
  onCode(authorization.user_code)
  return (await openid.pollDeviceAuthorizationGrant(configuration, authorization)).access_token
}

async function withOctokit(origin, onCode) {
  const { createOAuthDeviceAuth } = await import('@octokit/auth-oauth-device')
  const { fetch } = globalThis
  globalThis.fetch = (url, init) => fetch(String(url).replace('https://github.com', origin), init)
  const onVerification = ({ user_code }) => onCode(user_code)
  const auth = createOAuthDeviceAuth({ clientType: 'oauth-app', clientId: 'tv', scopes: ['api'], onVerification })
  return (await auth({ type: 'oauth' })).token
}

async function withMsal(origin, onCode) {
  const { LogLevel, PublicClientApplication } = await import('@azure/msal-node')
  // It takes https alone.
  const authority = 'https://id.example.com/tenant'
  const send = async (url, { body }) => {
    const path = url.includes('devicecode') ? DEVICE_PATH : TOKEN_PATH
    const response = await fetch(origin + path, { method: 'POST', body: new URLSearchParams(body) })
    return { status: response.status, headers: Object.fromEntries(response.headers), body: await response.json() }
  }
  const client = new PublicClientApplication({
    auth: {
      clientId: 'tv',
      authority,
      knownAuthorities: ['id.example.com'],
      authorityMetadata: JSON.stringify({
        issuer: authority,
        authorization_endpoint: `${authority}/authorize`,
        device_authorization_endpoint: `${authority}/devicecode`,
        token_endpoint: `${authority}/token`,
        jwks_uri: `${authority}/keys`,
      }),
    },
    system: {
      networkClient: { sendGetRequestAsync: send, sendPostRequestAsync: send },
      loggerOptions: { logLevel: LogLevel.Error, loggerCallback() {} },
    },
  })
  const deviceCodeCallback = ({ userCode }) => onCode(userCode)
  return (await client.acquireTokenByDeviceCode({ scopes: ['api'], deviceCodeCallback })).accessToken
}

async function withSignIn(origin, onCode) {
  const { signIn } = await import('@device-flow/node')
  const endpoints = { deviceAuthorizationEndpoint: origin + DEVICE_PATH, tokenEndpoint: origin + TOKEN_PATH }
  const onPrompt = ({ userCode }) => onCode(userCode)
  const session = await signIn({ endpoints, clientId: 'tv', scope: 'api', onPrompt })
  return session.getAccessToken()
}

function serverAt(origin) {
  return {
    issuer: origin,
    device_authorization_endpoint: origin + DEVICE_PATH,
    token_endpoint: origin + TOKEN_PATH,
  }
}

/** Starts a server on loopback that asks for this interval, s. */
export async function startServer(interval) {
  const logins = new Map()
  let codes = 0
  const earlyPolls = new Set()

  function answer(path, form) {
    if (path === DEVICE_PATH) {
      const user_code = `CODE-${++codes}`
      logins.set(user_code, { repliedAt: performance.now() })
      const verification_uri = `${origin}/activate`
      return [200, { device_code: user_code, user_code, verification_uri, expires_in: 900, interval, message: 'Go.' }]
    }
    const code = form.get('device_code')
    const login = logins.get(code)
    if (performance.now() - login.repliedAt < interval * 1000) earlyPolls.add(code)
    login.repliedAt = performance.now()
    if (login.optimumAt === undefined) return [400, { error: 'authorization_pending' }]
    return [200, { access_token: `access-token-${code}`, token_type: 'bearer', expires_in: 3600, scope: 'api' }]
  }

  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    // octokit sends JSON.
    const form = body.startsWith('{') ? new Map(Object.entries(JSON.parse(body))) : new URLSearchParams(body)
    const [status, members] = answer(request.url, form)
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(members))
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${server.address().port}`
  return {
    origin,
    /** The person approves now. */
    approve(code) {
      const login = logins.get(code)
      // At once, or when the interval after the last reply has passed.
      login.optimumAt = Math.max(performance.now(), login.repliedAt + interval * 1000)
    },
    /** How much later than the interval allows the token is there if it is there now, ms. */
    latenessOf: (code) => performance.now() - logins.get(code).optimumAt,
    /** Whether a poll came before the interval had passed since the last reply. */
    hadEarlyPoll: (code) => earlyPolls.has(code),
    close: () => server.close(),
  }
}
