import { fault } from '../chart/params.ts'

/** For the whole life of a login: what the states ask, and who tells of what others do to a session that is kept. */
export const withServices = {
  invoke: {
    src: 'services',
    id: 'services',
    onError: {
      target: '.error',
      actions: { type: 'endAsFault', params: fault },
      description: 'The services cannot be run',
    },
  },
} as const
