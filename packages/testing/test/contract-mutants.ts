import { abrupt, runningUnmounted } from './life-mutations.ts'
import { pollingOnHints, startingAgain, without } from './mutations.ts'
import { withCommands, withConsumers, withMounted, withServices, withView } from './mutations.ts'
import type { Mutant } from './mutant.ts'
import { pageMutants } from './page-mutants.ts'
import { readEverything, readForever, readFromIdle, readLate } from './reading-mutations.ts'
import { mountOnce, mountTwice, vanilla, vanillaOf } from './vanilla-adapter.ts'

/** Adapters that are wrong in one way each. */
export const mutants: Record<string, Mutant> = {
  ...pageMutants,
  'the login starts with the component': {
    adapter: withMounted(({ consumers }) => consumers[0]!.commands().start()),
    caughtBy: 'nothing is asked for',
  },
  'the login is read only once it is told of a change': {
    adapter: vanillaOf({ read: readFromIdle }),
    caughtBy: 'a login that was pending',
  },
  'a detached login is read only once it is told of a change': {
    adapter: vanillaOf({ read: readFromIdle }),
    caughtBy: 'a detached login goes on',
  },
  'what changes before the subscription is missed': {
    adapter: vanillaOf({ read: readLate }),
    caughtBy: 'a login that starts in the turn of its mount',
  },
  'an unmount ends the login at once, though it is mounted again in one go': {
    adapter: vanillaOf({ mount: (handle, act) => mountTwice(abrupt(handle), act) }),
    caughtBy: 'a login that starts in the turn of its mount',
  },
  'what was made and never mounted runs': {
    adapter: runningUnmounted(),
    caughtBy: 'a session whose refresh is due',
  },
  'the flow is another object in each draw': {
    adapter: withConsumers(({ commands }) => ({ commands: () => ({ ...commands() }) })),
    caughtBy: 'a consumer that is drawn anew',
  },
  'each draw restarts the login': {
    adapter: withMounted(({ consumers, redraw }) => ({
      redraw() {
        const { cancel, start } = consumers[0]!.commands()
        cancel()
        start()
        return redraw?.()
      },
    })),
    caughtBy: 'a consumer that is drawn anew',
  },
  'each press of start is a login': {
    adapter: withCommands(({ cancel, start }) => ({ start: () => (cancel(), start()) })),
    caughtBy: 'start asks for one code',
  },
  'a login that reads what is kept looks like any other': {
    adapter: withView((view) => (view.status === 'idle' ? { ...view, restoring: false } : view)),
    caughtBy: 'a login begins with what its services keep',
  },
  'a session that is not renewable looks like any other': {
    adapter: withView((view) => (view.status === 'authorized' ? { ...view, renewable: true } : view)),
    caughtBy: 'a session that the server refuses to renew',
  },
  'the problem of a refresh is not shown': {
    adapter: withView((view) => (view.status === 'authorized' ? { ...view, problem: undefined } : view)),
    caughtBy: 'what the last refresh failed by',
  },
  'tokens in memory look like those that are kept': {
    adapter: withView((view) => (view.status === 'authorized' ? { ...view, unsaved: false } : view)),
    caughtBy: 'tokens that could not be kept',
  },
  'nothing of other tabs is heard': {
    adapter: withServices(({ session }) => (session ? { session: { ...session, watch: () => () => {} } } : {})),
    caughtBy: 'who signs in in another tab',
  },
  'fetch sends no token': {
    adapter: withCommands(() => ({ fetch: async () => new Response() })),
    caughtBy: 'a login begins with what its services keep',
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
    adapter: vanillaOf({ read: readEverything }),
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
  'each call for a token asks the server anew': {
    adapter: withMounted(({ consumers }, { services }) => {
      const { getAccessToken, ...commands } = consumers[0]!.commands()
      const impatient = (): Promise<string> =>
        getAccessToken().catch(async (error: unknown) => {
          await services.refreshTokens({} as never).catch(() => {})
          throw error
        })
      return { consumers: [{ ...consumers[0]!, commands: () => ({ ...commands, getAccessToken: impatient }) }] }
    }),
    caughtBy: 'a server that asks to be left alone',
  },
  'signing out keeps the tokens alive': {
    adapter: withServices(() => ({ revokeTokens: async () => {} })),
    caughtBy: 'signing out forgets the tokens',
  },
  'the session is not taken over': {
    adapter: without('session'),
    caughtBy: 'a login that was pending',
  },
  'the budget of blips is not passed on': { adapter: without('blipBudget'), caughtBy: 'a login gives up as offline' },
  'the renewals are not passed on': { adapter: without('renewals'), caughtBy: 'an expired code is replaced' },
  'the inspector is not passed on': { adapter: without('inspect'), caughtBy: 'an inspector sees the login' },
  'the request is not passed on': {
    adapter: withCommands(({ start }) => ({ start: () => start() })),
    caughtBy: 'start asks for what this one login needs',
  },
  'a detached login is cancelled': { adapter: without('onUnmount'), caughtBy: 'a detached login goes on' },
  'a detached login is never found again': { adapter: withServices(() => ({})), caughtBy: 'a detached login goes on' },
  'a detached login still draws what is gone': {
    adapter: vanillaOf({ read: readForever }),
    caughtBy: 'a detached login goes on',
  },
  'unmounting cuts off a refresh': {
    adapter: vanillaOf({ mount: (handle, act) => mountOnce(abrupt(handle), act) }),
    caughtBy: 'unmounting waits for a refresh',
  },
  'the subscription stays after the unmount': {
    adapter: vanillaOf({ read: readForever }),
    caughtBy: 'what was unmounted is not drawn',
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
