import { createDeviceFlowMachine, isSameView, toView, type DeviceFlowView } from '@device-flow/machine'
import { createOAuthServices } from '@device-flow/oauth'
import { withSession } from '@device-flow/session'
import { encryptedIndexedDbStore } from '@device-flow/session/indexed-db'
import { assign, createActor, forwardTo, not, setup } from 'xstate'

const client = { issuer: 'http://127.0.0.1:8629', clientId: 'device-flow-demo', scope: 'openid profile offline_access' }
const services = withSession(createOAuthServices(client), { store: encryptedIndexedDbStore() })

type AppEvent = { type: 'start' | 'cancel' | 'retry' | 'signOut' }

const app = setup({
  types: { context: {} as { login: DeviceFlowView }, events: {} as AppEvent },
  actors: { login: createDeviceFlowMachine(services) },
  guards: { isSignedIn: ({ context }) => context.login.status === 'authorized' },
}).createMachine({
  context: { login: { status: 'idle', restoring: true } },
  // At the root: it lives as long as the session, and renews the tokens.
  invoke: {
    src: 'login',
    id: 'login',
    onSnapshot: { actions: assign({ login: ({ event }) => toView(event.snapshot) }) },
  },
  initial: 'signedOut',
  states: {
    signedOut: {
      always: { guard: 'isSignedIn', target: 'shop' },
      on: {
        start: { actions: forwardTo('login') },
        cancel: { actions: forwardTo('login') },
        retry: { actions: forwardTo('login') },
      },
    },
    shop: {
      always: { guard: not('isSignedIn'), target: 'signedOut' },
      on: { signOut: { actions: forwardTo('login') } },
    },
  },
})

const actor = createActor(app).start()
// Each poll brings a snapshot too. Drawn for it, the screen would lose its focus and be read aloud again.
const shown = actor.select(({ context }) => context.login, isSameView)
shown.subscribe(draw)
draw(shown.get())

function draw(view: DeviceFlowView) {
  document.querySelector('main')!.replaceChildren(...screenOf(view))
}

function screenOf(login: DeviceFlowView): HTMLElement[] {
  switch (login.status) {
    case 'idle':
      return login.restoring ? [element('h1', 'One moment…')] : [element('h1', 'My app'), button('Sign in', 'start')]
    case 'requesting':
      return [element('h1', 'One moment…'), button('Cancel', 'cancel')]
    case 'awaitingUser':
      return [
        element('h1', login.userCode),
        element('p', `Open ${login.verificationUri} on your phone, and enter this code.`),
        button('Cancel', 'cancel'),
      ]
    case 'authorized':
      return [element('h1', 'My app'), element('p', `Hello, ${login.claims?.['name']}`), button('Sign out', 'signOut')]
    case 'error':
      return [
        element('h1', 'My app'),
        element('p', login.error.message),
        button(login.error.reason === 'signedOut' ? 'Sign in' : 'Try again', 'retry'),
      ]
  }
}

function element(name: string, text: string): HTMLElement {
  return Object.assign(document.createElement(name), { textContent: text })
}

function button(text: string, type: AppEvent['type']): HTMLElement {
  return Object.assign(element('button', text), { onclick: () => actor.send({ type }) })
}
