import type { DeviceFlowView } from '@device-flow/machine'
import { createScriptedServices } from '@device-flow/testing'
import type { ScriptedServices, ServicesScript } from '@device-flow/testing'
import { signIn } from './loaded-sign-in.ts'
import type { DevicePrompt, LoginOptions, Session, SignInServices } from '../src/index.ts'

/** A login on virtual time, and what it has shown. */
export interface Login {
  services: ScriptedServices
  prompts: DevicePrompt[]
  views: DeviceFlowView[]
  session: Promise<Session>
}

/** Starts a login against scripted services. */
export function login(
  script: ServicesScript,
  { fetchUserInfo, ...options }: Partial<LoginOptions> & Pick<SignInServices, 'fetchUserInfo'> = {},
): Login {
  const services = createScriptedServices(script)
  const prompts: DevicePrompt[] = []
  const views: DeviceFlowView[] = []
  const session = signIn({
    services: { ...services, fetchUserInfo },
    clock: services.clock,
    onPrompt: (prompt) => void prompts.push(prompt),
    onChange: (view) => void views.push(view),
    ...options,
  })
  // Its rejection may come while the test still moves the clock.
  session.catch(() => {})
  return { services, prompts, views, session }
}
