import type { DeviceFlowError, DeviceFlowServices, IdTokenClaims, RevocationOutcome } from '@device-flow/machine'
import { expectTypeOf } from 'vitest'
import { signIn, terminalPrompt, type DevicePrompt, type Session } from '../src/index.ts'

declare const services: DeviceFlowServices
const onPrompt = (): void => {}
const endpoints = { deviceAuthorizationEndpoint: 'https://id.example.com/d', tokenEndpoint: 'https://id.example.com/t' }

expectTypeOf(signIn({ issuer: 'https://id.example.com', clientId: 'tv', onPrompt })).resolves.toEqualTypeOf<Session>()
void signIn({ endpoints, clientId: 'tv', ...terminalPrompt() })
void signIn({ services, onPrompt })

// @ts-expect-error nobody would learn the code
void signIn({ issuer: 'https://id.example.com', clientId: 'tv' })
void signIn({ issuer: 'https://id.example.com', endpoints, clientId: 'tv', onPrompt })
// @ts-expect-error a client has an id
void signIn({ issuer: 'https://id.example.com', onPrompt })
// @ts-expect-error a secret goes with a method
void signIn({ endpoints, clientId: 'tv', onPrompt, clientAuth: { method: 'client_secret_basic' } })

void signIn({
  services,
  onPrompt(prompt) {
    expectTypeOf(prompt).toEqualTypeOf<DevicePrompt>()
    // @ts-expect-error the device code is never shown
    void prompt.deviceCode
  },
})

declare const session: Session
expectTypeOf(session.claims).toEqualTypeOf<IdTokenClaims | undefined>()
expectTypeOf(session.getAccessToken()).resolves.toEqualTypeOf<string>()
expectTypeOf(session.fetch('https://api.example.com')).resolves.toEqualTypeOf<Response>()
expectTypeOf(session.signOut()).resolves.toEqualTypeOf<RevocationOutcome>()
const { view } = session
if (view.status === 'error') expectTypeOf(view.error).toEqualTypeOf<DeviceFlowError>()
