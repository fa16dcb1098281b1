import { deviceFlow } from '../chart/setup.ts'

/** What holds in all seven states: what happens to the session in other tabs and processes is heard of, for as long as the login runs. */
export const everywhere = deviceFlow.createStateConfig({
  on: {
    sessionChanged: [
      {
        guard: { type: 'isNews', params: ({ event }) => event.session },
        target: '.authorized',
        actions: { type: 'keepRestored', params: ({ event }) => event.session },
        description:
          'Another tab or process has signed in, or renewed the tokens: they are used here too, without a request',
      },
      {
        guard: { type: 'isGivenUp', params: ({ event }) => event.session },
        target: '.idle',
        actions: 'forgetAll',
        description: 'Another tab or process has given up the login that both waited for',
      },
    ],
    sessionEnded: {
      guard: 'hasTokens',
      target: '.error',
      actions: { type: 'endAsTold', params: ({ event }) => event.error },
      description: 'The session was ended elsewhere: what a refresh under way brings is not used any more',
    },
    sessionSaved: { actions: 'noteSaved', description: 'What was in memory only is kept now' },
  },
  invoke: {
    src: 'watchSession',
    onError: { description: 'What happens elsewhere is not heard of: it shows at the next refresh' },
  },
})
