import { setImmediate as nextTurn } from 'node:timers/promises'
import type { DeviceFlowServices } from '@device-flow/machine'
import { memoryStore, withSession } from '@device-flow/session'
import { createScriptedServices } from '@device-flow/testing'
import type { ScriptedServices } from '@device-flow/testing'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { signIn } from './loaded-sign-in.ts'

type Asked<Name extends 'requestDeviceAuthorization' | 'pollToken' | 'refreshTokens' | 'revokeTokens' | 'sleep'> =
  Parameters<DeviceFlowServices[Name]>

/** Services whose methods are their class's, and read what is private to it. */
class OwnServices {
  readonly #scripted: ScriptedServices
  readonly client = { server: 'https://as.example', clientId: 'tv' }

  constructor(scripted: ScriptedServices) {
    this.#scripted = scripted
  }
  requestDeviceAuthorization(...asked: Asked<'requestDeviceAuthorization'>) {
    return this.#scripted.requestDeviceAuthorization(...asked)
  }
  pollToken(...asked: Asked<'pollToken'>) {
    return this.#scripted.pollToken(...asked)
  }
  refreshTokens(...asked: Asked<'refreshTokens'>) {
    return this.#scripted.refreshTokens(...asked)
  }
  revokeTokens(...asked: Asked<'revokeTokens'>) {
    return this.#scripted.revokeTokens(...asked)
  }
  sleep(...asked: Asked<'sleep'>) {
    return this.#scripted.sleep(...asked)
  }
}

// Virtual time does not wait for the code that asks the server: it is there before the first test.
beforeAll(async () => {
  withSession(createScriptedServices(), { store: memoryStore() })
  await vi.dynamicImportSettled()
})

describe('services of a class with private members sign in, renew and sign out', () => {
  test.each([
    ['without a store', undefined],
    ['with a store', memoryStore()],
  ])('%s', async (_, store) => {
    const scripted = createScriptedServices({ polls: ['granted'] })
    const { clock } = scripted
    const signedIn = signIn({ services: new OwnServices(scripted), store, clock, onPrompt() {} })
    for (let turn = 0; turn < 5; turn++) await nextTurn()
    await clock.advance(5_000)
    const session = await signedIn
    await session.refresh()
    expect(session.view).toMatchObject({ status: 'authorized' })
    expect(scripted.calls('refreshTokens')).toHaveLength(1)
    expect(await session.signOut()).toEqual({ revoked: true })
    expect(scripted.calls('revokeTokens')).toHaveLength(1)
  })
})
