import { createVirtualClock, empty, granted, startScriptedServer } from '@device-flow/testing'
import { expect, onTestFinished, test } from 'vitest'
import { signIn } from './loaded-sign-in.ts'
import type { Session } from '../src/index.ts'

test('userInfo says that a token for another API is not for it, and what to do instead', async () => {
  const server = await startScriptedServer({ script: { token: [granted()], userinfo: [empty(401)] } })
  onTestFinished(() => server.close())
  const clock = createVirtualClock({ now: Date.now() })
  const resource = 'https://api.example.com'
  let signedInTo: Promise<Session> | undefined
  await new Promise((onPrompt) => {
    signedInTo = signIn({ issuer: server.issuer, clientId: 'tv', scope: 'openid', resource, clock, onPrompt })
  })
  await clock.advance(5000)
  const asked = (await signedInTo)?.userInfo()
  await expect(asked).rejects.toMatchObject({ name: 'DeviceFlowError', reason: 'refused', status: 401 })
  await expect(asked).rejects.toThrow(
    /\(resource https:\/\/api\.example\.com\), so the userinfo endpoint does not take it: use the claims of the ID token/,
  )
})
