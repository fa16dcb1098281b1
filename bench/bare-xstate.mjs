// A device login as a chart of XState alone, which checks as little as the loop of 20 lines: what the library itself costs.
import { assign, createActor, fromPromise, setup } from 'xstate'
import { DEVICE_CODE_GRANT, post } from './by-hand.mjs'

const chart = setup({
  actors: {
    requestDeviceAuthorization: fromPromise(({ input: { server } }) =>
      post(server.device_authorization_endpoint, { client_id: 'tv', scope: 'api' }),
    ),
    pollToken: fromPromise(({ input: { server, authorization } }) => {
      const { device_code } = authorization
      return post(server.token_endpoint, { client_id: 'tv', device_code, grant_type: DEVICE_CODE_GRANT })
    }),
  },
  delays: { interval: ({ context }) => context.wait },
}).createMachine({
  context: ({ input }) => ({ server: input, authorization: undefined, wait: undefined, accessToken: undefined }),
  initial: 'requesting',
  states: {
    requesting: {
      invoke: {
        src: 'requestDeviceAuthorization',
        input: ({ context }) => context,
        onDone: {
          target: 'awaitingUser',
          actions: assign({
            authorization: ({ event }) => event.output,
            wait: ({ event }) => event.output.interval * 1000,
          }),
        },
        onError: 'error',
      },
    },
    awaitingUser: { after: { interval: 'polling' } },
    polling: {
      invoke: {
        src: 'pollToken',
        input: ({ context }) => context,
        onDone: [
          {
            guard: ({ event }) => event.output.access_token !== undefined,
            target: 'authorized',
            actions: assign({ accessToken: ({ event }) => event.output.access_token }),
          },
          { guard: ({ event }) => event.output.error === 'authorization_pending', target: 'awaitingUser' },
          {
            guard: ({ event }) => event.output.error === 'slow_down',
            target: 'awaitingUser',
            actions: assign({ wait: ({ context }) => context.wait + 5_000 }),
          },
          { target: 'error' },
        ],
        onError: 'error',
      },
    },
    authorized: { type: 'final' },
    error: { type: 'final' },
  },
})

/** Signs in at these endpoints, and resolves to the access token. */
export function loginOfChart(server, onCode = () => {}) {
  return new Promise((resolve, reject) => {
    const actor = createActor(chart, { input: server })
    actor.subscribe((snapshot) => {
      if (snapshot.matches('authorized')) resolve(snapshot.context.accessToken)
      if (snapshot.matches('error')) reject(new Error('The login ended without a token'))
      if (snapshot.matches('awaitingUser')) onCode(snapshot.context.authorization.user_code)
    })
    actor.start()
  })
}
