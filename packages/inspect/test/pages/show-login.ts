import { createDeviceFlowMachine, toView } from '@device-flow/machine'
import { createScriptedServices, createVirtualClock } from '@device-flow/testing/virtual'
import { createActor, type InspectionEvent } from 'xstate'

interface Inspector {
  inspect(event: InspectionEvent): void
  close(): void
}

/** Members that are secret beside the known ones. */
const secretNames = ['pin']

/**
 * A page with a login in virtual time, a frame for a viewer, and a frame with a stranger. The login's secrets are canaries, also where
 * only their names say that they are secret, and in an error's message.
 */
export function showLogin(
  open: (options: { url: string; frame?: HTMLIFrameElement; secretNames: string[] }) => Inspector,
): void {
  const { viewerUrl, place, strangerUrl, canaries } = window.scene
  const { deviceCode, accessToken, refreshToken, idToken, clientSecret, pin } = canaries
  const frame = document.body.appendChild(document.createElement('iframe'))
  document.body.appendChild(document.createElement('iframe')).src = strangerUrl

  const inspector = open({ url: viewerUrl, ...(place === 'frame' && { frame }), secretNames })
  const clock = createVirtualClock()
  const services = createScriptedServices({
    clock,
    authorizations: [{ ok: { deviceCode } }],
    polls: ['pending', 'slowDown', { fault: 'offline' }, { granted: { accessToken, refreshToken, idToken } }],
  })
  services.refreshTokens = () => Promise.reject(new Error(`The server did not like ${refreshToken}`))
  const actor = createActor(createDeviceFlowMachine(services), { inspect: inspector.inspect }).start()

  window.login = {
    start: () => actor.send({ type: 'start', request: { parameters: { client_secret: clientSecret, pin } } }),
    refresh: () => actor.send({ type: 'refresh' }),
    stop: () => void actor.stop(),
    advance: (ms) => clock.advance(ms),
    state: () => toView(actor.getSnapshot()).status,
    closeInspector: () => inspector.close(),
  }
}
