import type { ContractAdapter } from '../src/contract/index.ts'
import { drawingEverything, pollingOnHints, startingAgain } from './mutations.ts'
import { withCommands, withConsumers, withMounted, withServices, withView } from './mutations.ts'
import { vanilla } from './vanilla-adapter.ts'

interface Mutant {
  adapter: ContractAdapter
  /** How the name of a case begins that must notice. */
  caughtBy: string
}

/** Adapters that are wrong in one way each. */
export const mutants: Record<string, Mutant> = {
  'the login starts with the component': {
    adapter: withMounted(({ consumers }) => consumers[0]!.commands().start()),
    caughtBy: 'nothing is asked for',
  },
  'each press of start is a login': {
    adapter: withCommands(({ cancel, start }) => ({ start: () => (cancel(), start()) })),
    caughtBy: 'start asks for one code',
  },
  'the code is tidied up': {
    adapter: withView((view) => ('userCode' in view ? { ...view, userCode: view.userCode.toUpperCase() } : view)),
    caughtBy: 'the code and where to type it',
  },
  'the commands are made anew for each draw': {
    adapter: withConsumers(({ commands }) => ({
      commands: () => ({ ...commands(), start: () => commands().start() }),
    })),
    caughtBy: 'the commands stay the same functions',
  },
  'each poll is drawn': {
    adapter: drawingEverything(),
    caughtBy: 'twelve polls change nothing on the screen',
  },
  'blips are not shown': {
    adapter: withView((view) => ('blips' in view ? { ...view, blips: 0 } : view)),
    caughtBy: 'a blip is shown while it lasts',
  },
  'the hint is ignored': {
    adapter: withCommands(() => ({ hint() {} })),
    caughtBy: 'a hint cuts back-off short',
  },
  'a hint starts the login anew': {
    adapter: withCommands(({ cancel, start }) => ({ hint: () => (cancel(), start()) })),
    caughtBy: 'a hint cuts back-off short',
  },
  'a hint polls at once, legal or not': {
    adapter: pollingOnHints(),
    caughtBy: 'ten hints make one poll',
  },
  'cancel only hides the code': {
    adapter: withCommands(() => ({ cancel() {} })),
    caughtBy: 'cancel while the code is shown',
  },
  'cancel does not abort the request for a code': {
    adapter: withServices((services) => ({
      requestDeviceAuthorization: (request) =>
        services.requestDeviceAuthorization(request, { signal: new AbortController().signal }),
    })),
    caughtBy: 'cancel before there is a code',
  },
  'cancel does not abort the poll': {
    adapter: withServices((services) => ({
      pollToken: (authorization) => services.pollToken(authorization, { signal: new AbortController().signal }),
    })),
    caughtBy: 'cancel during a poll that hangs',
  },
  'a grant that comes late is not revoked': {
    adapter: withServices(() => ({ revokeTokens: async () => {} })),
    caughtBy: 'cancel during a poll settles at once',
  },
  'a login that was denied starts anew by itself': {
    adapter: startingAgain(),
    caughtBy: 'a no of the person is shown as denied',
  },
  'retry does nothing': {
    adapter: withCommands(() => ({ retry() {} })),
    caughtBy: 'retry after a no',
  },
  'refresh does nothing': {
    adapter: withCommands(() => ({ refresh() {} })),
    caughtBy: 'refresh renews the tokens',
  },
  'each caller refreshes for itself': {
    adapter: withMounted(({ consumers }, { services }) => {
      const { getAccessToken, ...commands } = consumers[0]!.commands()
      const impatient = async (): Promise<string> => {
        await services.refreshTokens({} as never)
        return getAccessToken()
      }
      return { consumers: [{ ...consumers[0]!, commands: () => ({ ...commands, getAccessToken: impatient }) }] }
    }),
    caughtBy: 'ten callers who need a token',
  },
  'signing out keeps the tokens alive': {
    adapter: withServices(() => ({ revokeTokens: async () => {} })),
    caughtBy: 'signing out forgets the tokens',
  },
  'the session is not taken over': {
    adapter: { ...vanilla, mount: (request) => vanilla.mount({ ...request, session: undefined }) },
    caughtBy: 'a login that was pending',
  },
  'unmounting stops nothing': {
    adapter: withMounted(() => ({ unmount() {} })),
    caughtBy: 'unmounting while the code is shown',
  },
  'unmounting signs the person out': {
    adapter: withMounted(({ consumers, unmount }) => ({
      unmount: () => (consumers[0]!.commands().signOut(), unmount()),
    })),
    caughtBy: 'unmounting while signed in',
  },
  'each consumer has a login of its own': {
    adapter: {
      ...vanilla,
      async mount(request) {
        const alone = (): ReturnType<typeof vanilla.mount> => vanilla.mount({ ...request, consumers: 1 })
        const logins = await Promise.all(Array.from({ length: request.consumers }, alone))
        return {
          consumers: logins.flatMap(({ consumers }) => consumers),
          unmount: async () => void (await Promise.all(logins.map(({ unmount }) => unmount()))),
        }
      },
    },
    caughtBy: 'two consumers share one login',
  },
}
