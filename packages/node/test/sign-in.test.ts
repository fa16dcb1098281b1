import type { DeviceFlowView } from '@device-flow/machine'
import { createScriptedServices, virtualEpoch } from '@device-flow/testing'
import type { ServicesScript } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { signIn } from '../src/index.ts'
import type { DevicePrompt, LoginOptions, Session } from '../src/index.ts'

interface Login {
  services: ReturnType<typeof createScriptedServices>
  prompts: DevicePrompt[]
  views: DeviceFlowView[]
  session: Promise<Session>
}

function login(script: ServicesScript, options: Partial<LoginOptions> = {}): Login {
  const services = createScriptedServices(script)
  const prompts: DevicePrompt[] = []
  const views: DeviceFlowView[] = []
  const session = signIn({
    services,
    clock: services.clock,
    onPrompt: (prompt) => void prompts.push(prompt),
    onChange: (view) => void views.push(view),
    ...options,
  })
  session.catch(() => {})
  return { services, prompts, views, session }
}

describe('signIn', () => {
  test('shows the code once, polls, and resolves to a session when the person has approved', async () => {
    const { services, prompts, views, session } = login({ polls: ['pending', 'granted'] })
    await services.clock.advance(10_000)
    expect(prompts).toEqual([
      {
        userCode: 'WDJB-MJHT',
        verificationUri: 'https://id.example.com/activate',
        verificationUriComplete: 'https://id.example.com/activate?user_code=WDJB-MJHT',
        expiresAt: virtualEpoch + 900_000,
        expiresInSeconds: 900,
        intervalMs: 5000,
      },
    ])
    expect(views.map((view) => view.status)).toEqual(['requesting', 'awaitingUser', 'authorized'])
    const { claims, scope, view } = await session
    expect(claims?.sub).toBe('person-1')
    expect(scope).toBe('openid offline_access')
    expect(view.status).toBe('authorized')
  })
})
