// A page with a login whose session all tabs share, in localStorage. Bundled and served by session-scene.ts.
import { createDeviceFlowMachine, toView, type DeviceFlowView } from '@device-flow/machine'
import { freshTokens } from '@device-flow/machine/tokens'
import { lazyServices } from '@device-flow/oauth/lazy'
import { webStorageStore, withSession } from '@device-flow/session'
import { createActor } from 'xstate'

const { issuer = '', clientId = '' } = Object.fromEntries(new URLSearchParams(location.search))
const client = { issuer, clientId, scope: 'openid offline_access' }
const services = lazyServices(client, () => import('@device-flow/oauth'))
const actor = createActor(createDeviceFlowMachine(withSession(services, { store: webStorageStore() }))).start()

const login = {
  view: (): DeviceFlowView => toView(actor.getSnapshot()),
  start: (): void => actor.send({ type: 'start' }),
  cancel: (): void => actor.send({ type: 'cancel' }),
  signOut: (): void => actor.send({ type: 'signOut' }),
  accessToken: async (): Promise<string> => (await freshTokens(actor)).accessToken.reveal(),
}

declare global {
  interface Window {
    login: typeof login
  }
}

window.login = login
