// A program whose access tokens live for seconds: wants one five times a second, and prints how often an API refused one that was just given.
import process from 'node:process'
import { setTimeout as wait } from 'node:timers/promises'
import { appStore } from '@device-flow/node/store'
import { createOAuthServices } from '@device-flow/oauth'
import { openSession, withSession } from '@device-flow/session'

const { STORM_ISSUER = '', STORM_API = '', STORM_FOR_MS = '' } = process.env
/** A token of 2 s that is given has a tenth of its life left, at least. */
const LEFT_MS = 200

const store = appStore('device-flow')
const [key = ''] = await store.keys()
const services = createOAuthServices({ issuer: STORM_ISSUER, clientId: 'tv', scope: 'offline_access' })
const session = await openSession(withSession(services, { store, key }))
if (!session) throw new Error('Nobody is signed in')
let refused = 0
while (performance.now() < Number(STORM_FOR_MS)) {
  const authorization = `Bearer ${await session.getAccessToken()}`
  const givenAt = performance.now()
  const { status } = await fetch(STORM_API, { headers: { authorization } })
  // One that died on its way, on a computer that is busy with something else, was good when it was given.
  if (status === 401 && performance.now() - givenAt < LEFT_MS) refused++
  await wait(200)
}
await session.close()
process.stdout.write(JSON.stringify({ refused }))
