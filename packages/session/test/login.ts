import { createDeviceFlowMachine, isSameView, toView } from '@device-flow/machine'
import type { DeviceFlowView } from '@device-flow/machine'
import { createScriptedServices } from '@device-flow/testing'
import type { ScriptedServices, ServicesScript } from '@device-flow/testing'
import { createActor } from 'xstate'
import { createSession, trackInFlight } from '../src/index.ts'
import type { AuthorizedFetchOptions, Session, SessionServices } from '../src/index.ts'

/** A session on virtual time, and what its login has shown. */
export interface Login {
  services: ScriptedServices
  views: DeviceFlowView[]
  session: Session
}

/** Where the APIs are that no request reaches, since `fetch` is a test's own. */
export const API = 'https://api.example.com'

type LoginOptions = Pick<AuthorizedFetchOptions, 'allowedOrigins' | 'client' | 'fetch'> &
  Pick<SessionServices, 'fetchUserInfo' | 'dpop'>

/** A session whose person approved at once. Its token may go to {@link API}, unless the options say otherwise. */
export async function signedIn(script: ServicesScript = {}, options: LoginOptions = {}): Promise<Login> {
  const { allowedOrigins = options.client ? undefined : [API], client, fetch, fetchUserInfo, dpop } = options
  const services = createScriptedServices({ polls: ['granted'], ...script })
  const tracked = trackInFlight({ ...services, ...(client && { client }), fetchUserInfo, dpop })
  const actor = createActor(createDeviceFlowMachine(tracked.services)).start()
  const views: DeviceFlowView[] = []
  actor.subscribe((snapshot) => {
    const [view, last] = [toView(snapshot), views.at(-1)]
    if (!last || !isSameView(last, view)) views.push(view)
  })
  actor.send({ type: 'start' })
  await services.clock.advance(5000)
  const session = createSession(actor, tracked, { allowedOrigins, fetch, clock: services.clock })
  return { services, views, session }
}
