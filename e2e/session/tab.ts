// A page with a login whose session all tabs share, in localStorage. Bundled and served by session-scene.ts.
import { createDeviceFlowMachine, toView, type DeviceFlowView } from '@device-flow/machine'
import { freshTokens } from '@device-flow/machine/tokens'
import { createOAuthServices } from '@device-flow/oauth'
import { webStorageStore, withSession } from '@device-flow/session'
import { createActor } from 'xstate'

const { issuer = '', clientId = '' } = Object.fromEntries(new URLSearchParams(location.search))
const services = createOAuthServices({ issuer, clientId, scope: 'openid offline_access' })
const actor = createActor(createDeviceFlowMachine(withSession(services, { store: webStorageStore() }))).start()

const login = {
  view: (): DeviceFlowView => toView(actor.getSnapshot()),
  start: (): void => actor.send({ type: 'start' }),
  signOut: (): void => actor.send({ type: 'signOut' }),
  accessToken: async (): Promise<string> => (await freshTokens(actor)).accessToken.reveal(),
}

declare global {
  interface Window {
    login: typeof login
  }
}

window.login = login
