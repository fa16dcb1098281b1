import { createHandle } from '@device-flow/machine/adapter'
import { toView } from '@device-flow/machine'
import { createScriptedServices, createVirtualClock } from '@device-flow/testing/virtual'
import type { InspectionEvent } from 'xstate'

interface Inspector {
  inspect(event: InspectionEvent): void
  close(): void
}

/**
 * A page with a login in virtual time, a frame for a viewer, and a frame with a stranger. The login's secrets are canaries; one of them
 * is where nothing but its name says that it is secret.
 */
export function showLogin(open: (viewer: { url: string; frame?: HTMLIFrameElement }) => Inspector): void {
  const { viewerUrl, place, strangerUrl, canaries } = window.scene
  const { deviceCode, accessToken, refreshToken, idToken, clientSecret } = canaries
  const frame = document.body.appendChild(document.createElement('iframe'))
  document.body.appendChild(document.createElement('iframe')).src = strangerUrl

  const inspector = open({ url: viewerUrl, ...(place === 'frame' && { frame }) })
  const clock = createVirtualClock()
  const services = createScriptedServices({
    clock,
    authorizations: [{ ok: { deviceCode } }],
    polls: ['pending', 'slowDown', { fault: 'offline' }, { granted: { accessToken, refreshToken, idToken } }],
    refreshes: [{ refreshed: { accessToken, refreshToken } }],
  })
  const { actor } = createHandle(services, { clock, inspect: inspector.inspect })
  actor.start()

  window.login = {
    start: () => actor.send({ type: 'start', request: { parameters: { client_secret: clientSecret } } }),
    refresh: () => actor.send({ type: 'refresh' }),
    stop: () => void actor.stop(),
    advance: (ms) => clock.advance(ms),
    state: () => toView(actor.getSnapshot()).status,
    closeInspector: () => inspector.close(),
  }
}
