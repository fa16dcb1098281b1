import { createScriptedServices } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { signIn, terminalPrompt } from '../src/index.ts'

const onPrompt = (): void => {}
const unreachable = (): never => expect.unreachable('no request was expected')

/** Signs in with options as JavaScript may give them, which no request may follow. */
function signInWith(options: object): Promise<unknown> {
  const oauth = { issuer: 'https://id.example.com', clientId: 'tv', fetch: unreachable }
  return signIn({ ...oauth, onPrompt, ...options } as unknown as Parameters<typeof signIn>[0])
}

const error = (option: string, message: string | RegExp): object => ({
  name: 'OAuthOptionsError',
  option,
  message: expect.stringMatching(message),
})

describe('signIn rejects before any request, and says which option is wrong:', () => {
  test.each([
    ['onPrompt', undefined, 'must be a function'],
    ['onPrompt', 'show', 'must be a function'],
    ['onPrompt', null, 'must be a function'],
    ['onChange', {}, 'must be a function'],
    ['onChange', null, 'must be a function'],
    ['fetch', 'fetch', 'must be a function'],
    ['allowedOrigins', 'https://api.example.com', 'must be a list of origins'],
    ['allowedOrigins', ['https://api.example.com/v1'], 'must be a list of origins without a path'],
    ['allowedOrigins', ['http://api.example.com'], 'must be a list of origins'],
    ['waitUntil', Promise.resolve(), 'must be a function'],
    ['inspect', 'yes', 'must be a function or an observer'],
    ['session', '{"version":1}', 'must be a DeviceSession: read a kept one with decodeDeviceSession'],
    ['session', null, 'must be a DeviceSession'],
    ['store', 'keyring', "must be a store, such as appStore\\('my-cli'\\)"],
    ['store', {}, 'must be a store'],
    ['key', '', 'must be a text'],
    ['key', 'work', 'is that of a store'],
    ['endWhenRefused', 'yes', 'must be true or false'],
    ['request', 'openid', 'must be an object'],
    ['signal', new AbortController(), 'must be an AbortSignal'],
    ['signal', { aborted: false }, 'must be an AbortSignal'],
    ['signal', 600_000, 'must be an AbortSignal'],
    ['blipBudget', 'x', 'must be a whole number'],
    ['blipBudget', '6', 'must be a whole number'],
    ['blipBudget', Number.NaN, 'must be a whole number'],
    ['renewals', -1, 'must be a whole number'],
    ['renewals', 1.5, 'must be a whole number'],
    ['renewals', true, 'must be a whole number'],
    ['clock', Date, 'must be a clock'],
    ['services', {}, 'must have the functions requestDeviceAuthorization'],
    ['services', null, 'must have the functions'],
    ['services', { ...createScriptedServices(), sleep: 5 }, 'must have the functions'],
  ])('%s: %j', async (option, value, message) => {
    await expect(signInWith({ [option]: value })).rejects.toMatchObject(error(option, `^${option}: ${message}`))
  })

  test('an address at a port to which fetch sends nothing: its error would not say so', async () => {
    const blocked = { issuer: 'http://127.0.0.1:6000', fetch: undefined }
    await expect(signInWith(blocked)).rejects.toMatchObject(error('issuer', 'is at port 6000'))
  })

  test('session and store: a session is in one place', async () => {
    const both = signInWith({ session: {}, store: { read() {}, writeIf() {} } })
    await expect(both).rejects.toMatchObject(error('session', 'does not go with a store'))
  })

  test.each([
    ['onprompt', 'onPrompt'],
    ['on_change', 'onChange'],
    ['abortSignal', undefined],
    ['client_id', 'clientId'],
    ['scopes', 'scope'],
    ['renewal', 'renewals'],
    ['clientSecret', 'clientAuth.clientSecret'],
    ['token_endpoint', 'endpoints.tokenEndpoint'],
    ['blip-budget', 'blipBudget'],
    ['wait', undefined],
    ['constructor', undefined],
    ['toString', undefined],
  ])('%s, which is none, and names the nearest right one', async (option, meant) => {
    const message = meant ? `is no option; did you mean ${meant}\\?$` : 'is no option'
    await expect(signInWith({ [option]: onPrompt })).rejects.toMatchObject(error(option, message))
  })

  test('the one with a wrong name, where that leaves onPrompt missing', async () => {
    const wrong = signInWith({ onPrompt: undefined, onprompt: onPrompt })
    await expect(wrong).rejects.toMatchObject(error('onprompt', 'did you mean onPrompt'))
  })

  test.each([[undefined], [null], ['https://id.example.com']])('all of them, where they are %j', async (options) => {
    await expect(signIn(options as never)).rejects.toMatchObject({ name: 'OAuthOptionsError', option: 'options' })
  })

  test.each([
    ['scope', ['openid'], 'must be a string'],
    ['signal', 600_000, 'must be an AbortSignal'],
    ['onChange', {}, 'must be a function'],
  ])('%s: %j, also where an object has it from its class', async (option, value, message) => {
    class Options {
      issuer = 'https://id.example.com'
      fetch = unreachable
      onPrompt(): void {}
      get clientId(): string {
        return 'tv'
      }
    }
    Object.defineProperty(Options.prototype, option, { get: () => value })
    await expect(signIn(new Options())).rejects.toMatchObject(error(option, message))
  })

  test.each([[{}], [5], ['https://id.example.com'], [{ ...createScriptedServices(), pollToken: undefined }]])(
    'services: %j',
    async (services) => {
      const wrong = signIn({ services, onPrompt } as never)
      await expect(wrong).rejects.toMatchObject(error('services', 'must have the functions requestDeviceAuthorization'))
    },
  )

  test.each([
    ['issuer', 'https://id.example.com'],
    ['scope', 'openid'],
    ['clientAuth', { method: 'none' }],
  ])('%s, which services of your own would not hear of', async (option, value) => {
    const services = createScriptedServices()
    const wrong = signIn({ services, onPrompt, [option]: value } as never)
    await expect(wrong).rejects.toMatchObject(error(option, 'is for the services that signIn makes'))
    expect(services.calls('requestDeviceAuthorization')).toHaveLength(0)
  })

  test('with services of your own, too', async () => {
    const services = createScriptedServices()
    const wrong = signIn({ services, onPrompt, onchange: onPrompt } as never)
    await expect(wrong).rejects.toMatchObject(error('onchange', 'did you mean onChange'))
    await expect(signIn({ services } as never)).rejects.toMatchObject(error('onPrompt', 'must be a function'))
    expect(services.calls('requestDeviceAuthorization')).toHaveLength(0)
  })
})

describe('terminalPrompt throws at once, and says which option is wrong:', () => {
  test.each([
    ['stream', 5, 'must be a stream'],
    ['stream', {}, 'must be a stream'],
    ['env', 'xterm', 'must be an object'],
    ['qr', 'no', "must be true, false or 'first'"],
    ['keys', 'q', 'must be true or false'],
    ['input', process.env, 'must be a stream, such as process.stdin'],
    ['live', 1, 'must be true or false'],
    ['accessible', null, 'must be true or false'],
    ['clock', { now: Date.now }, 'must be a clock'],
    ['accesible', true, 'is no option; did you mean accessible\\?$'],
    ['QR', false, 'is no option; did you mean qr\\?$'],
    ['onPrompt', onPrompt, 'is no option. There are stream, env, qr, live, accessible, keys, input, clock$'],
  ])('%s: %j', (option, value, message) => {
    expect(() => terminalPrompt({ [option]: value })).toThrow(
      expect.objectContaining(error(option, `^${option}: ${message}`)),
    )
  })

  test.each([[null], [5], ['xterm']])('all of them, where they are %j', (options) => {
    expect(() => terminalPrompt(options as never)).toThrow(
      expect.objectContaining(error('options', 'must be an object')),
    )
  })
})

test('an option that is undefined is as good as absent, whatever its name', async () => {
  const services = createScriptedServices({ polls: ['granted'] })
  const absent = { onChange: undefined, signal: undefined, renewals: undefined, store: undefined }
  const session = signIn({ services, clock: services.clock, onPrompt, ...absent })
  await services.clock.advance(5000)
  await expect(session).resolves.toMatchObject({ view: { status: 'authorized' } })
})

test('a signal of another realm is one', async () => {
  const { signal } = new AbortController()
  const foreign = Object.create(null, {
    aborted: { value: false },
    addEventListener: { value: signal.addEventListener.bind(signal) },
    removeEventListener: { value: signal.removeEventListener.bind(signal) },
  }) as AbortSignal
  const services = createScriptedServices({ polls: ['granted'] })
  const session = signIn({ services, clock: services.clock, onPrompt, signal: foreign })
  await services.clock.advance(5000)
  await expect(session).resolves.toMatchObject({ view: { status: 'authorized' } })
})
