import { memoryStore } from '@device-flow/session'
import { aws } from '@device-flow/oauth/profiles'
import { startProviderServer } from '@device-flow/testing'
import { expect, test } from 'vitest'
import { storedRegistrations } from '../../src/store/index.ts'
import { signIn } from '../loaded-sign-in.ts'

test('what is kept under a name is the last that was written there, also by somebody else (A9)', async () => {
  const store = memoryStore()
  const [one, other] = [storedRegistrations(store), storedRegistrations(store)]
  expect(await one.get('a')).toBeUndefined()
  await one.set('a', '1')
  await other.set('a', '2')
  expect([await one.get('a'), await one.get('b')]).toEqual(['2', undefined])
})

test('signIn with a store registers a client at AWS once, for all logins (A9)', async () => {
  const server = await startProviderServer('aws')
  const store = memoryStore()
  const showCode = async (): Promise<void> => {
    const { signal, abort } = abortable()
    const place = { provider: aws({ tenant: 'd-123' }), ...server.address }
    await signIn({ ...place, clientId: 'my-cli', store, signal, onPrompt: abort }).catch(() => {})
  }
  await showCode()
  await showCode()
  expect(server.requests('/client/register')).toHaveLength(1)
  expect(server.requests(server.paths.deviceAuthorization)).toHaveLength(2)
  await server.close()
})

function abortable(): { signal: AbortSignal; abort(): void } {
  const controller = new AbortController()
  return { signal: controller.signal, abort: () => controller.abort() }
}
