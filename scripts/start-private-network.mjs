// A network for one test: a server that only a proxy finds, and only an authority of its own vouches for.
import { makeAuthority } from './make-authority.mjs'
import { startProxy } from './start-proxy.mjs'
import { startTlsFront } from './start-tls-front.mjs'

const HOST = 'id.test'
const ISSUER = `https://${HOST}`

export const privateIssuer = ISSUER

export const privateMetadata = {
  issuer: ISSUER,
  device_authorization_endpoint: `${ISSUER}/device`,
  token_endpoint: `${ISSUER}/token`,
  revocation_endpoint: `${ISSUER}/revoke`,
  userinfo_endpoint: `${ISSUER}/userinfo`,
  jwks_uri: `${ISSUER}/jwks`,
}

export async function startPrivateNetwork({ origin }, { tls, notAfter } = {}) {
  const authority = await makeAuthority()
  const certificate = await authority.issue(HOST, notAfter && { notAfter })
  const front = await startTlsFront(Number(new URL(origin).port), { ...certificate, ca: authority.ca, ...tls })
  const open = [front]
  return {
    authority,
    clients: front.clients,
    async proxy(behaviour) {
      const proxy = await startProxy({ hosts: { [`${HOST}:443`]: front.port }, ...behaviour })
      open.push(proxy)
      return { url: `http://127.0.0.1:${proxy.port}`, asked: proxy.asked }
    },
    close: () => Promise.all(open.map((one) => one.close())),
  }
}
