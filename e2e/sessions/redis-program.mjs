// A service that shares its session with others by Redis alone: prints an access token.
import process from 'node:process'
import { createOAuthServices } from '@device-flow/oauth'
import { openSession, withSession } from '@device-flow/session'
import { encryptedStore } from '@device-flow/session/encrypted'
import { redisStore } from '@device-flow/session/redis'
import { Redis } from 'ioredis'

const { STORM_ISSUER = '', STORM_REDIS = '', STORM_KEY = '' } = process.env
const redis = new Redis(STORM_REDIS)
const services = createOAuthServices({ issuer: STORM_ISSUER, clientId: 'tv', scope: 'offline_access' })
const kept = withSession(services, { store: encryptedStore(redisStore(redis), Buffer.from(STORM_KEY, 'base64')) })

const session = await openSession(kept)
if (!session) throw new Error('Nobody is signed in')
process.stdout.write(`${await session.getAccessToken()}\n`)
// The token may come by a notice, while the lock is still waited for: that is to end before the connection does.
await session.close()
await redis.quit()
