// @device-flow/node/network: how requests leave a Node process; no machine, no xstate and no terminal at run time.
export { dispatchedFetch } from './dispatched-fetch.ts'
export { networkDispatcher } from './network-dispatcher.ts'

export type { NetworkOptions, Pem } from './network-options.ts'
export type { Dispatcher, DispatcherSource } from '@device-flow/oauth'
